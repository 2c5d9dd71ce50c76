namespace Gateway.Crash.World;

/// <summary>Limits that an operator asked for. Without an answer it stays open whether they ever counted.</summary>
/// <param name="SentAt">Unix milliseconds, as all times here.</param>
internal sealed record LimitChange(LimitSet To, long SentAt)
{
    /// <summary>From when on they surely count.</summary>
    public long? AnsweredAt { get; init; }
}
