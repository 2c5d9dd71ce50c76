using Gateway.Configuration;
using Gateway.Outbound;

namespace Gateway.Callbacks;

/// <summary>The <c>Callbacks</c> section.</summary>
/// <param name="Inside">Private networks whose receivers may be called.</param>
/// <param name="AllowHttp">Whether those may be called without TLS.</param>
/// <param name="Concurrency">How many receivers' answers this process waits for at once.</param>
internal sealed record CallbackOptions(OpenNetworks Inside, bool AllowHttp, int Concurrency)
{
    public static CallbackOptions Read(ConfigReader section) => new(
        OpenNetworks.Read(section, "AllowedNetworks"),
        section.Bool("AllowHttp", false),
        section.Int("Concurrency", 32, 1, 1024));
}
