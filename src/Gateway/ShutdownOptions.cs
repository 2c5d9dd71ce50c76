using Gateway.Configuration;
using Gateway.Upstreams;

namespace Gateway;

/// <summary>The <c>Shutdown</c> section: what happens between the signal to end and the end.</summary>
/// <param name="ListenFor">How long the gateway goes on listening, so that balancers notice that it is not ready any more.</param>
/// <param name="EndWithin">From the signal on; what is under way then is cut off.</param>
internal sealed record ShutdownOptions(TimeSpan ListenFor, TimeSpan EndWithin)
{
    private static readonly TimeSpan UsualEnd = TimeSpan.FromSeconds(90);

    /// <summary>For the outcome of a send to be written and its client to be told.</summary>
    private static readonly TimeSpan AfterASend = TimeSpan.FromSeconds(5);

    /// <param name="isDevelopment">Then nobody balances, and somebody waits at a console.</param>
    public static ShutdownOptions Read(ConfigReader section, IEnumerable<UpstreamOptions> upstreams, bool isDevelopment)
    {
        var listenFor = section.Time("ListenFor", isDevelopment ? TimeSpan.Zero : TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromHours(1));
        // By itself it is never too short for a send that begins while the gateway listens: cut off, that would be unknown.
        var longestSend = listenFor + upstreams.Select(upstream => upstream.SubmitTimeout).Append(TimeSpan.Zero).Max() + AfterASend;
        var endWithin = section.Time("EndWithin", longestSend > UsualEnd ? longestSend : UsualEnd, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        if (endWithin < listenFor)
        {
            section.Fault("EndWithin", $"is {endWithin:c}; allowed: at least ListenFor, {listenFor:c}");
        }

        return new ShutdownOptions(listenFor, endWithin);
    }
}
