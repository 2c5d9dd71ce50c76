namespace Gateway.Crash.Store;

/// <summary>A task as the store has it.</summary>
/// <param name="Marker">Of the wish that it was made for.</param>
internal sealed record TaskRow(
    string Id,
    string Marker,
    string Team,
    string KeyId,
    string State,
    string Money,
    string Status,
    long Progress,
    long Price,
    long CreatedAt,
    long? CompletedAt,
    string? Upstream,
    string? PoolKey,
    string? UpstreamTaskId,
    string? ErrorCode,
    long? UnknownSince,
    string? ResultUrl = null)
{
    public bool IsLive => State is "queued" or "submitting" or "polling" or "unknown";

    public override string ToString() =>
        $"{Id} ({Marker}) {State} {Money} {ErrorCode} upstream={Upstream}/{PoolKey} upstream_task_id={UpstreamTaskId} url={ResultUrl}";
}
