using Gateway.Configuration;
using Gateway.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Listening;

/// <summary>The <c>Connections</c> section: what a client that is slow, or only seems to be, may hold, and for how long.</summary>
/// <param name="Most">Open connections at once; further ones are closed at once.</param>
/// <param name="HeadersWithin">From a request's first byte to the end of its headers.</param>
/// <param name="BodyWithin">For the whole body of a call; see <see cref="BodyTerms"/>.</param>
/// <param name="IdleFor">How long a connection may stay open between two requests.</param>
internal sealed record ConnectionLimits(int Most, TimeSpan HeadersWithin, TimeSpan BodyWithin, TimeSpan IdleFor)
{
    private const int Default = 10_000;
    private const int Largest = 1_000_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static ConnectionLimits Read(ConfigReader section) => new(
        section.Int("Max", Default, 1, Largest),
        section.Time("HeadersWithin", TimeSpan.FromSeconds(10), Shortest, Longest),
        section.Time("BodyWithin", TimeSpan.FromSeconds(30), Shortest, Longest),
        section.Time("IdleFor", TimeSpan.FromSeconds(130), Shortest, Longest));

    /// <summary>
    /// Kestrel itself ends a body or an answer that moves at less than 240 bytes a second, and refuses headers of more than 32 KiB.
    /// </summary>
    public void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = Most;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
        kestrel.Limits.KeepAliveTimeout = IdleFor;
        // More than any call takes, so that the calls themselves say what is too long; and what nobody reads ends here.
        kestrel.Limits.MaxRequestBodySize = 2 * RequestBody.Longest;
    }
}
