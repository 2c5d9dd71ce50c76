namespace Gateway.Crash.Store;

/// <summary>A callback as the store has it.</summary>
internal sealed record CallbackRow(string Id, string TaskId, string Type, string Status);
