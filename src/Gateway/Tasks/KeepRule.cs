namespace Gateway.Tasks;

/// <summary>That finished videos are copied, where to, and for how long they stay there.</summary>
internal sealed record KeepRule(string Place, TimeSpan For);
