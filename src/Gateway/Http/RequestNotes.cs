namespace Gateway.Http;

/// <summary>What the request's log line says beside the HTTP facts.</summary>
internal sealed class RequestNotes
{
    public string? Key { get; set; }

    public string? TaskId { get; set; }

    public string? Upstream { get; set; }

    public string? PoolKey { get; set; }

    /// <summary>The model that a video was to be made with, once it is known.</summary>
    public string? Model { get; set; }

    /// <summary>What became of a create, in a word; null when it was refused.</summary>
    public string? CreateOutcome { get; set; }
}
