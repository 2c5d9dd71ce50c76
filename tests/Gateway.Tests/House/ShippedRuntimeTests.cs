using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>What the build ships beside the program.</summary>
public sealed class ShippedRuntimeTests
{
    /// <summary>docs/decisions/0010 says why.</summary>
    [Fact]
    public async Task The_gateway_ships_with_the_workstation_garbage_collector()
    {
        var runtime = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Gateway.runtimeconfig.json"))).AsJson();
        runtime.At("runtimeOptions", "configProperties", "System.GC.Server").GetBoolean().ShouldBeFalse();
    }
}
