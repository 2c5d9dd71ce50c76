using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Connects to hosts that strangers have named. What is checked is the address that is really connected to: a name may lead
/// anywhere, and somewhere else a moment later.
/// </summary>
/// <param name="networks">Opened besides the public addresses.</param>
/// <param name="httpOnlyInside">Whether what isn't encrypted may go into those networks alone.</param>
internal sealed class OutboundGuard(OpenNetworks networks, bool httpOnlyInside, OutboundGuard.Resolver resolve, OutboundGuard.Dialler dial)
{
    public delegate Task<IPAddress[]> Resolver(string host, CancellationToken cancel);

    public delegate Task<Stream> Dialler(IPAddress[] addresses, int port, CancellationToken cancel);

    public static OutboundGuard Of(OpenNetworks networks, bool httpOnlyInside) => new(networks, httpOnlyInside, Dns.GetHostAddressesAsync, Dial);

    /// <summary>
    /// A handler with which nothing gets past the check: no proxy and no redirect. It sends nothing of its own either: no
    /// cookie, no trace.
    /// </summary>
    /// <param name="reuseFor">How long a connection serves further requests to its host: it stays with the address that was checked. Zero: each has its own.</param>
    public SocketsHttpHandler Handler(TimeSpan connectWithin, TimeSpan reuseFor) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectWithin,
        PooledConnectionLifetime = reuseFor,
        MaxResponseHeadersLength = 16,
        ConnectCallback = async (context, cancel) =>
            await Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps, cancel),
    };

    /// <exception cref="AddressRefusedException">Nothing was connected to.</exception>
    public async Task<Stream> Connect(string host, int port, bool isEncrypted, CancellationToken cancel)
    {
        var all = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel);
        var allowed = Array.FindAll(all, address => networks.Contain(address) || (PublicAddress.Is(address) && (isEncrypted || !httpOnlyInside)));
        return allowed.Length > 0 ? await dial(allowed, port, cancel) : throw new AddressRefusedException(host);
    }

    private static async Task<Stream> Dial(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
