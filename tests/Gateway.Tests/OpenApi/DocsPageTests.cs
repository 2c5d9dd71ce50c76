using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>The page at <c>/docs</c>.</summary>
public sealed partial class DocsPageTests
{
    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/index.js")]
    public async Task It_may_load_and_call_nothing_but_this_gateway_and_stand_in_no_frame(string path)
    {
        await using var gateway = await GatewayHost.Start();
        using var response = await gateway.Client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Fact]
    public async Task Its_one_inline_style_is_let_through_by_its_hash()
    {
        await using var gateway = await GatewayHost.Start();
        var script = await gateway.Client.GetStringAsync("/docs/swagger-ui-standalone-preset.js");
        var style = LogoStyle().Match(script).Value;
        using var page = await gateway.Client.GetAsync("/docs/index.html");
        page.Headers.GetValues("Content-Security-Policy").Single()
            .ShouldContain($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
    }

    [Fact]
    public async Task It_shows_the_clients_document_first()
    {
        await using var gateway = await GatewayHost.Start();
        var script = await gateway.Client.GetStringAsync("/docs/index.js");
        var clients = script.IndexOf("/openapi/v1.json", StringComparison.Ordinal);
        clients.ShouldBeGreaterThan(0);
        script.IndexOf("/openapi/admin.v1.json", StringComparison.Ordinal).ShouldBeGreaterThan(clients);
    }

    [GeneratedRegex(@"(\.logo_small_svg__[a-z0-9-]+\{[^}]*\})+")]
    private static partial Regex LogoStyle();
}
