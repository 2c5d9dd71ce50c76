using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Lets finished tasks go, with all that was kept of them but their sums.</summary>
internal interface ITaskRetention
{
    /// <summary>
    /// Looks at the next tasks in the order of their ids, and deletes those of them that ended before that time and that nothing can happen to any more: they have an end, wait
    /// for nothing, their money is final and was booked before that time too, no attempt is open, and no Idempotency-Key
    /// stands for them. Their attempts and ledger lines go with them, and what reports count of them is added to the sums of
    /// their day, all in one transaction.
    /// </summary>
    /// <param name="after">The step before's <see cref="RetentionStep.Last"/>; null in the first of a round.</param>
    /// <param name="most">How many tasks are looked at, so that nobody waits long.</param>
    /// <returns>Null when another process is at it.</returns>
    Task<RetentionStep?> LetGo(Instant endedBefore, string? after, int most);
}
