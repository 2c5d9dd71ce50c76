using System.Net;
using Gateway.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Listening;

/// <summary>The <c>ForwardedHeaders</c> section: the proxies whose word on the client's address, scheme and host is believed.</summary>
internal sealed record KnownProxies(IReadOnlyList<IPNetwork> Networks)
{
    private const string Allowed = "an address such as 10.0.0.7, or a network such as 10.0.0.0/8 whose address has nothing after its prefix";

    public static KnownProxies Read(ConfigReader section)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in section.TextsOrNull("Known") ?? [])
        {
            if (Network(text.Trim()) is { } network)
            {
                networks.Add(network);
            }
            else
            {
                section.Fault("Known", $"has '{text}'; allowed: {Allowed}");
            }
        }

        return new KnownProxies(networks);
    }

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

    private static IPNetwork? Network(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            return IPAddress.TryParse(text, out var address) && IsWhole(text, address)
                ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : null;
        }

        // 10.0.0.7/8 may have been meant as the one address or as the whole network, and is taken for neither.
        return IPNetwork.TryParse(text, out var network) && IPAddress.Parse(text.Split('/')[0]).Equals(network.BaseAddress) ? network : null;
    }

    /// <summary>"10.1" would be read as 10.0.0.1.</summary>
    private static bool IsWhole(string text, IPAddress address) => text.Contains(':', StringComparison.Ordinal) || text == address.ToString();
}
