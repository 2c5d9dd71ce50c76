using Gateway.Dialects;
using Gateway.Dialects.Apimart;
using Gateway.Dialects.Legacy;
using Gateway.Dialects.Toapis;

namespace Gateway;

/// <summary>What can be added without touching anything else.</summary>
internal static class Registrations
{
    public static IReadOnlyList<IUpstreamDialect> Dialects { get; } =
        [new ToapisDialect(), new LegacyDialect(), new ApimartDialect()];
}
