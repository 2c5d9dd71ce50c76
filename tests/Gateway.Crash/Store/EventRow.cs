namespace Gateway.Crash.Store;

/// <summary>A change of a task, as subscribers hear of it. The time is in Unix milliseconds.</summary>
internal sealed record EventRow(string TaskId, string Kind, long At);
