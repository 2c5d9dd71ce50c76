using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>That a task whose submission has no known outcome gets a further attempt with the same pool key, whose place it still holds.</summary>
/// <param name="AttemptId">The same as the last one's: by it the upstream knows that it is a repeat.</param>
internal sealed record ReopenWish(TaskRecord Before, Offer Offer, string AttemptId) : Wish<StartedAttempt?>
{
    public override void Name(Needs needs)
    {
        needs.Task(Before);
        needs.Attempts.Add(Before.Id);
        needs.Offers([Offer]);
    }

    /// <returns>Null when somebody else changed the task first.</returns>
    public override Decision<StartedAttempt?> Decide(Facts facts)
    {
        if (!facts.IsCurrent(Before))
        {
            return new(null);
        }

        var number = facts.NewestAttempt(Before.Id)?.Number + 1 ?? 1;
        var changes = Attempts.Begin(Before, Before, Offer, AttemptId, number, facts);
        return new(StartedAttempt.Of(changes, facts), changes);
    }
}
