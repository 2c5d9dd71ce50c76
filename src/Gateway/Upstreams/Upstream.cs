using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>An upstream as it is used: its settings, the dialect they name, its address and its breaker.</summary>
internal sealed class Upstream(UpstreamOptions options, IUpstreamDialect dialect, Breaker breaker, Func<Uri>? address = null)
{
    public UpstreamOptions Options => options;

    public IUpstreamDialect Dialect => dialect;

    public Breaker Breaker => breaker;

    public SecretRemover Secrets { get; } = new(options.Keys);

    public string Name => options.Name;

    /// <summary>The base URL, which a simulated upstream has only once the gateway listens.</summary>
    public Uri Address => address?.Invoke() ?? options.BaseUrl;

    public PoolKeyOptions? Key(string id) => options.Keys.FirstOrDefault(key => key.Id == id);
}
