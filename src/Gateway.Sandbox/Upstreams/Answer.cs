using System.Text.Json.Nodes;

namespace Gateway.Sandbox.Upstreams;

/// <summary>What a simulated upstream sends back.</summary>
/// <param name="Body">Null for an empty body.</param>
internal sealed record Answer(int Status, JsonObject? Body)
{
    public static Answer Abort { get; } = new(0, null) { IsAborted = true };

    /// <summary>Seconds, for the <c>Retry-After</c> header.</summary>
    public int? RetryAfter { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Only the first half of the body is sent, as if it were all.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>The connection is closed without an answer.</summary>
    public bool IsAborted { get; init; }
}
