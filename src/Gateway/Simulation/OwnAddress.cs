using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Simulation;

/// <summary>Where this process listens, as it can reach itself. Known once it has started.</summary>
internal sealed class OwnAddress(IServer server)
{
    public Uri Url => new(Reachable(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()));

    // "Any address" is something to listen on, not to call.
    private static string Reachable(string address) => address
        .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)
        .TrimEnd('/');
}
