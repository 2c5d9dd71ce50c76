using System.Net;
using Gateway.Configuration;

namespace Gateway.Listening;

/// <summary>The addresses that the gateway listens on.</summary>
internal static class ListenUrls
{
    public const string Setting = "Urls";

    private const string Certificate = "Kestrel:Certificates:Default";
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Usual = "http://localhost:8080";

    public static IReadOnlyList<string> Of(IConfiguration configuration) => configuration[Setting] is { Length: > 0 } urls ? Split(urls) : [Usual];

    /// <param name="isDevelopment">Then the certificate may be the one that the SDK makes for a developer.</param>
    /// <param name="ownPorts">Ports that are to be listened on besides, each with its setting.</param>
    public static void Check(ConfigReader reader, bool isDevelopment, params (string Setting, int? Port)[] ownPorts)
    {
        foreach (var url in Split(reader.Text(Setting, "")))
        {
            if (!IsUsable(url))
            {
                reader.Fault(Setting, $"is '{url}'; allowed: http://<host>:<port> or https://<host>:<port>, several with ; between them");
                continue;
            }

            if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && !isDevelopment && !reader.Has(Certificate))
            {
                reader.Fault(Setting, $"is '{url}', which needs a certificate: set {Certificate}:Path, and :Password or :KeyPath");
            }

            foreach (var (setting, port) in ownPorts.Where(own => own.Port == BindingAddress.Parse(url).Port))
            {
                reader.Fault(setting, $"is {port}, on which everything listens ({Setting}); allowed: another port");
            }
        }

        foreach (var (first, second) in ownPorts.SelectMany((own, index) => ownPorts.Skip(index + 1).Select(other => (own, other))))
        {
            if (first.Port is not null && first.Port == second.Port)
            {
                reader.Fault(second.Setting, $"is {second.Port}, which is {first.Setting} too; allowed: another port");
            }
        }

        if (reader.Has(Endpoints))
        {
            foreach (var (setting, _) in ownPorts.Where(own => own.Port is not null))
            {
                reader.Fault(setting, $"does not go with {Endpoints}, which overrides every other address; name the addresses in {Setting}");
            }
        }
    }

    /// <summary>Where this machine reaches what listens on these addresses: over http where it can.</summary>
    /// <returns>Null when there is none, or its port is chosen at the start.</returns>
    public static string? OnThisMachine(IConfiguration configuration) => Of(configuration)
        .Where(IsUsable)
        .Where(url => BindingAddress.Parse(url).Port > 0)
        .OrderBy(url => BindingAddress.Parse(url).Scheme == "http" ? 0 : 1)
        .Select(OnThisMachine)
        .FirstOrDefault();

    /// <param name="url">One address that is listened on.</param>
    public static string OnThisMachine(string url)
    {
        var address = BindingAddress.Parse(url);
        return $"{address.Scheme}://{(IsOne(address.Host) ? address.Host : "127.0.0.1")}:{address.Port}";
    }

    public static bool IsEveryAddress(string url) => IsUsable(url) && !IsOne(BindingAddress.Parse(url).Host);

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The server takes what is neither an address nor "localhost" for every address of the machine.
    private static bool IsOne(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any));

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
