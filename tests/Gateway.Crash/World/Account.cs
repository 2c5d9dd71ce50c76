namespace Gateway.Crash.World;

/// <summary>A client key or a team, with the limits that the run holds it against. Null is no limit.</summary>
/// <param name="Id">As the store names it.</param>
/// <param name="Budget">Credits, in all.</param>
internal sealed record Account(string Id, int? ConcurrentTasks = null, int? RequestsPerMinute = null, int? Budget = null)
{
    public long? BudgetMicros => Budget * 1_000_000L;
}
