using Gateway.Configuration;
using Gateway.Outbound;

namespace Gateway.Files;

/// <summary>The <c>Results</c> section.</summary>
/// <param name="AllowedNetworks">Where files may be fetched from besides public addresses.</param>
internal sealed record ResultOptions(OpenNetworks AllowedNetworks)
{
    public static ResultOptions Read(ConfigReader section) => new(OpenNetworks.Read(section, "AllowedNetworks"));
}
