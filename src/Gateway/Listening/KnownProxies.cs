using Gateway.Configuration;
using Gateway.Outbound;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Listening;

/// <summary>The <c>ForwardedHeaders</c> section: the proxies whose word on the client's address, scheme and host is believed.</summary>
internal sealed record KnownProxies(IReadOnlyList<IPNetwork> Networks)
{
    public static KnownProxies Read(ConfigReader section) => new(OpenNetworks.Read(section, "Known").All);

    /// <summary>
    /// The framework would believe everybody when ASPNETCORE_FORWARDEDHEADERS_ENABLED is set, so its own copy is off, and this
    /// one stands here only when somebody is named.
    /// </summary>
    public void Use(WebApplication app)
    {
        if (Networks.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // From the nearest hop outwards, as long as each is a named one: what a client itself has written stands behind them.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    public static void TurnOffTheFrameworksOwn(IServiceCollection services) =>
        services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);
}
