namespace Gateway.Dialects;

/// <summary>A whole HTTP answer of an upstream.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The body as it came; it may be empty, cut off or no JSON at all.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header as time from now, when it was given and valid.</param>
internal sealed record UpstreamAnswer(int StatusCode, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => StatusCode is >= 200 and < 300;
}
