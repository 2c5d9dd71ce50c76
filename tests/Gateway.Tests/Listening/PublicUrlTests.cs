using Gateway.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Listening;

/// <summary>What links begin with.</summary>
public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://video.example.com", null, "https://video.example.com")]
    [InlineData("https://video.example.com/gateway/", "/gateway", "https://video.example.com/gateway")]
    public async Task It_is_what_was_set(string set, string? pathBase, string expected) => (await Of(("PublicUrl", set), ("PathBase", pathBase))).ShouldBe(expected);

    [Fact]
    public async Task Without_it_the_first_address_counts_with_the_port_that_was_chosen_and_the_prefix()
    {
        var url = await Of(("PathBase", "/gateway"));
        url.ShouldStartWith("http://127.0.0.1:");
        url.ShouldEndWith("/gateway");
        url.ShouldNotContain(":0/");
    }

    private static async Task<string> Of(params (string, string?)[] settings)
    {
        await using var gateway = await GatewayHost.Start(settings: settings);
        return gateway.Services.GetRequiredService<Settings>().PublicUrl.Of(gateway.Services.GetRequiredService<IServer>());
    }
}
