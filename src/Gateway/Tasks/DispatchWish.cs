using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>That a queued task gets an attempt, if a place is free.</summary>
/// <param name="Offers">The pool keys that could take it now, in order of preference.</param>
internal sealed record DispatchWish(TaskRecord Before, IReadOnlyList<Offer> Offers, string AttemptId) : Wish<StartedAttempt?>
{
    public override void Name(Needs needs)
    {
        needs.Task(Before);
        needs.Attempts.Add(Before.Id);
        needs.Offers(Offers);
        needs.Queues.Add(QueuePlace.Of(Before));
    }

    /// <returns>Null when no place is free, or somebody else changed it first.</returns>
    public override Decision<StartedAttempt?> Decide(Facts facts)
    {
        if (!facts.IsCurrent(Before) || Placement.Choose(Placement.Enabled(Offers, facts), facts) is not { } offer)
        {
            return new(null);
        }

        var number = facts.NewestAttempt(Before.Id)?.Number + 1 ?? 1;
        var changes = Attempts.Begin(Before, Before, offer, AttemptId, number, facts) with { Served = true };
        return new(StartedAttempt.Of(changes, facts), changes);
    }
}
