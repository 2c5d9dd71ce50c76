using Gateway.Configuration;

namespace Gateway;

/// <summary>The addresses that the gateway listens on.</summary>
internal static class ListenUrls
{
    public const string Setting = "Urls";

    public static void Check(ConfigReader reader)
    {
        foreach (var url in reader.Text(Setting, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsUsable(url))
            {
                reader.Fault(Setting, $"is '{url}'; allowed: http://<host>:<port> or https://<host>:<port>, several with ; between them");
            }
        }
    }

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
