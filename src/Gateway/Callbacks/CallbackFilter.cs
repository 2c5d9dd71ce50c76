namespace Gateway.Callbacks;

/// <summary>Which callbacks an operator wants to see, newest first.</summary>
/// <param name="After">Only those before the one with this id; null for the newest.</param>
internal sealed record CallbackFilter(string? Status, string? Team, string? TaskId, int Limit, string? After);
