using Gateway.Outbound;

namespace Gateway.Files;

/// <summary>
/// Gets the file that an upstream's answer has named. An upstream is no more trusted than a stranger here: what it names may
/// lead into the operator's own network.
/// </summary>
/// <param name="isSimulated">Whether the URL is a file of the sandbox inside this process, which is no address of strangers.</param>
internal sealed class ResultFetch(OpenNetworks allowed, Func<Uri, bool> isSimulated) : IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReuseFor = TimeSpan.FromMinutes(1);

    private readonly HttpMessageInvoker guarded = new(new RedirectHandler(OutboundGuard.Of(allowed, httpOnlyInside: false).Handler(ConnectWithin, ReuseFor)));

    // It follows no redirect, so it leads nowhere else.
    private readonly HttpMessageInvoker own = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    public HttpMessageInvoker For(Uri url) => isSimulated(url) ? own : guarded;

    public void Dispose()
    {
        guarded.Dispose();
        own.Dispose();
    }
}
