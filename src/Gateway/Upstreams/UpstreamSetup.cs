using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>Registers the upstreams and what sends to them.</summary>
internal static class UpstreamSetup
{
    /// <param name="address">A different address than the one in the settings, or null.</param>
    public static void AddUpstreams(
        this IServiceCollection services,
        IReadOnlyList<UpstreamOptions> upstreams,
        IReadOnlyList<IUpstreamDialect> dialects,
        Func<IServiceProvider, UpstreamOptions, Func<Uri>?> address)
    {
        var byName = dialects.ToDictionary(dialect => dialect.Name);
        services.AddSingleton(provider => new UpstreamRegistry(
            upstreams.Select(options => new Upstream(
                options, byName[options.Dialect], new Breaker(provider.GetRequiredService<TimeProvider>()), address(provider, options)))));
        services.AddSingleton<UpstreamSender>();
        services.AddSingleton<SafeMessage>();
    }
}
