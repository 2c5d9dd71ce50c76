using Gateway.Listening;
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

    /// <summary>As in a container, which listens on all addresses that it has.</summary>
    [Theory]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("https://[::1]:8443", "https://[::1]:8443")]
    public void Links_never_begin_with_an_address_that_nobody_can_call(string listening, string expected)
    {
        using var server = new ServerAt(listening);
        new PublicUrl(null, "/gateway", IsWildcard: false).Of(server).ShouldBe(expected + "/gateway");
    }

    private static async Task<string> Of(params (string, string?)[] settings)
    {
        await using var gateway = await GatewayHost.Start(settings: settings);
        return gateway.Services.GetRequiredService<Settings>().PublicUrl.Of(gateway.Services.GetRequiredService<IServer>());
    }
}
