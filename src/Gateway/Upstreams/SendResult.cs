using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>What became of one HTTP request.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>A whole answer came.</summary>
    public sealed record Answered(UpstreamAnswer Answer) : SendResult;

    /// <summary>When the body could have been begun, its time was over: the upstream saw nothing.</summary>
    public sealed record TooLate : SendResult;

    /// <summary>DNS, connect or TLS failed, or the connect timed out: the upstream saw nothing of the body.</summary>
    public sealed record NotSent(string Why) : SendResult;

    /// <summary>Time-out, reset or end of the stream after the body was begun: the upstream may have acted on it.</summary>
    public sealed record Broken(string Why) : SendResult;
}
