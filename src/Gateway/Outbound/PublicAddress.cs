using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>Tells whether an address is one of the Internet's, and not of this machine, its network, or nobody's.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only part of IPv6 that is given out to the Internet. What stands in it and is not public follows.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublicInGlobal =
    [
        // 2001::/23 is for protocols, Teredo among them; 2001:db8::/32 and 3fff::/20 are for documents.
        .. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !NotPublic.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => address.IsIPv4MappedToIPv6 ? Is(address.MapToIPv4()) : IsPublicV6(new IPAddress(address.GetAddressBytes())),
        _ => false,
    };

    /// <summary>An address that a gateway on the way turns into an IPv4 one is what that one is.</summary>
    private static bool IsPublicV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? Is(V4(bytes.AsSpan(12)))
            : SixToFour.Contains(address) ? Is(V4(bytes.AsSpan(2, 4)))
            : Global.Contains(address) && !NotPublicInGlobal.Any(network => network.Contains(address));
    }

    private static IPAddress V4(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
}
