using System.Net;
using Gateway.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Listening;

/// <summary>The setting <c>PublicUrl</c>: how the outside reaches the gateway. Links that are made here begin with it.</summary>
/// <param name="Given">As it was set, without a slash at its end; null takes the first of the addresses that are listened on.</param>
/// <param name="PathBase">What follows when it was not set: the outside sees the prefix too.</param>
/// <param name="IsWildcard">Whether it is an address to listen on that nobody can call.</param>
internal sealed record PublicUrl(string? Given, PathString PathBase, bool IsWildcard)
{
    public const string Setting = "PublicUrl";

    private const string Allowed = "an absolute http or https URL such as https://video.example.com, without user, query and fragment, whose host can be called";

    /// <param name="urls">The addresses that are listened on.</param>
    public static PublicUrl Read(ConfigReader reader, IReadOnlyList<string> urls, PathString pathBase)
    {
        var text = reader.Text(Setting, "");
        if (text.Length == 0)
        {
            return new(null, pathBase, urls.Take(1).Any(ListenUrls.IsEveryAddress));
        }

        var url = text.TrimEnd('/');
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed is not { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            || url.Contains('?', StringComparison.Ordinal) || url.Contains('#', StringComparison.Ordinal) || IsAny(parsed.Host))
        {
            reader.Fault(Setting, $"is '{text}'; allowed: {Allowed}");
        }

        return new(url, pathBase, IsWildcard: false);
    }

    /// <summary>
    /// Without a slash at its end. Known once the server listens: its port may be chosen then. A server that listens on every
    /// address has none that can be called, so that links begin with the one that this machine reaches it at.
    /// </summary>
    public string Of(IServer server) =>
        Given ?? ListenUrls.OnThisMachine(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()) + PathBase;

    /// <summary>What the server takes for every address of the machine.</summary>
    private static bool IsAny(string host) =>
        host is "*" or "+" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
