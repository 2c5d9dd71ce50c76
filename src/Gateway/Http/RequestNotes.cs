namespace Gateway.Http;

/// <summary>What the request's log line says beside the HTTP facts.</summary>
internal sealed class RequestNotes
{
    public string? Key { get; set; }

    public string? TaskId { get; set; }

    public string? Upstream { get; set; }

    public string? PoolKey { get; set; }
}
