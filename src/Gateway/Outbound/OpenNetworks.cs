using System.Net;
using Gateway.Configuration;

namespace Gateway.Outbound;

/// <summary>Networks that an operator has opened although they are not public.</summary>
internal sealed record OpenNetworks(IReadOnlyList<IPNetwork> All)
{
    public static readonly OpenNetworks None = new([]);

    private const string Allowed = "an address such as 10.0.0.7, or a network such as 10.0.0.0/8 whose address has nothing after its prefix";

    /// <summary>A list of networks and single addresses.</summary>
    public static OpenNetworks Read(ConfigReader section, string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in section.TextsOrNull(key) ?? [])
        {
            if (Parse(text.Trim()) is { } network)
            {
                networks.Add(network);
            }
            else
            {
                section.Fault(key, $"has '{text}'; allowed: {Allowed}");
            }
        }

        return new OpenNetworks(networks);
    }

    /// <summary>An IPv4 address is the same one however it is written.</summary>
    public bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return All.Any(network => network.Contains(plain));
    }

    private static IPNetwork? Parse(string text)
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
