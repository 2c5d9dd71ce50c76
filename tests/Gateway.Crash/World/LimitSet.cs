namespace Gateway.Crash.World;

/// <summary>The limits of a client key or a team. Null is no limit.</summary>
/// <param name="Budget">Credits, in all.</param>
internal sealed record LimitSet(int? ConcurrentTasks = null, int? RequestsPerMinute = null, int? Budget = null);
