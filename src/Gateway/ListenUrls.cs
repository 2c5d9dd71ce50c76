using System.Net;
using Gateway.Configuration;

namespace Gateway;

/// <summary>The addresses that the gateway listens on.</summary>
internal static class ListenUrls
{
    public const string Setting = "Urls";

    private const string Certificate = "Kestrel:Certificates:Default";

    /// <param name="isDevelopment">Then the certificate may be the one that the SDK makes for a developer.</param>
    public static void Check(ConfigReader reader, bool isDevelopment)
    {
        foreach (var url in reader.Text(Setting, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsUsable(url))
            {
                reader.Fault(Setting, $"is '{url}'; allowed: http://<host>:<port> or https://<host>:<port>, several with ; between them");
            }
            else if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && !isDevelopment && !reader.Has(Certificate))
            {
                reader.Fault(Setting, $"is '{url}', which needs a certificate: set {Certificate}:Path, and :Password or :KeyPath");
            }
        }
    }

    /// <summary>Where this machine reaches what listens on these addresses: over http where it can.</summary>
    /// <returns>Null when there is none, or its port is chosen at the start.</returns>
    public static string? OnThisMachine(string? urls) => (urls ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(IsUsable)
        .Select(BindingAddress.Parse)
        .Where(address => address.Port > 0)
        .OrderBy(address => address.Scheme == "http" ? 0 : 1)
        .Select(address => $"{address.Scheme}://{Reachable(address.Host)}:{address.Port}")
        .FirstOrDefault();

    // The server takes what is neither an address nor "localhost" for every address of the machine.
    private static string Reachable(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            ? host
            : "127.0.0.1";

    private static bool IsUsable(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http" or "https", IsUnixPipe: false, IsNamedPipe: false, PathBase: "", Port: >= 0 and <= 65535 };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
