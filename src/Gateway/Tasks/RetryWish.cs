using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>
/// After an outcome of "certainly no job": the attempt is closed and its place given back, and the task gets its next
/// attempt, or waits for a place when those that it could take are taken, or becomes <paramref name="Exhausted"/> when there are none.
/// </summary>
/// <param name="Offers">The pool keys that could take it now and have not refused it yet, in order of preference.</param>
/// <param name="Queued">The task, waiting for a place.</param>
/// <param name="Exhausted">The task when no key can take it: failed, or waiting for one that can.</param>
internal sealed record RetryWish(
    TaskRecord Before, AttemptClosing Closing, IReadOnlyList<Offer> Offers, string AttemptId, TaskRecord Queued, TaskRecord Exhausted)
    : Wish<(TaskRecord Task, StartedAttempt? Next)?>
{
    public override void Name(Needs needs)
    {
        needs.Task(Before);
        needs.Offers(Offers);
        needs.Queues.Add(QueuePlace.Of(Before));
    }

    /// <returns>The task, and its next attempt if there is one; null when somebody else changed it first.</returns>
    public override Decision<(TaskRecord Task, StartedAttempt? Next)?> Decide(Facts facts)
    {
        if (!facts.IsCurrent(Before))
        {
            return new(null);
        }

        var offers = Placement.Enabled(Offers, facts);
        if (Placement.Choose(offers, facts) is { } offer)
        {
            var next = Attempts.Begin(Before, Before, offer, AttemptId, Closing.Number + 1, facts) with { Closed = Closing };
            return new((next.After, StartedAttempt.Of(next, facts)), next);
        }

        var after = offers.Count > 0 ? Queued : Exhausted;
        var changes = Changes.Of(Before, after.IsTerminal ? after : after with { Turn = after.Turn ?? facts.Queues.CurrentTurn(QueuePlace.Of(Before)) });
        return new((changes.After, null), changes with { Closed = Closing, ReleasesClaim = after.IsTerminal });
    }
}
