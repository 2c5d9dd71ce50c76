using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>Somebody who has just started the gateway for the first time.</summary>
public sealed partial class NewcomerTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Uncompressed, all of it: page, styles, scripts.</summary>
    private const int MostBytes = 150_000;

    [Fact]
    public async Task Two_clicks_lead_from_the_printed_address_to_a_playing_video()
    {
        await using var gateway = new GatewayProcess();
        gateway.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        await gateway.Start("sk-sandbox");
        var address = Printed().Match(gateway.Output).Value;
        address.ShouldContain("/console/#key=sk-sandbox");

        await using var visit = await browser.Open(address);
        visit.Page.Url.ShouldNotContain("sk-sandbox");
        await visit.Button("Sign in").ClickAsync();
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Progressbar).WaitForAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('video')?.currentTime > 0");
        await visit.Page.GetByText("Download", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task The_first_page_is_small()
    {
        var files = new ConcurrentBag<Task<byte[]>>();
        await using var visit = await browser.Open("about:blank");
        visit.Page.Response += (_, response) =>
        {
            if (response.Url.Contains("/console/", StringComparison.Ordinal))
            {
                files.Add(response.BodyAsync());
            }
        };
        await visit.Page.GotoAsync($"{browser.Gateway.Url}/console/#key={GatewayHost.Key}");
        await visit.Button("Sign in").ClickAsync();
        await visit.Button("Generate").WaitForAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var bytes = (await Task.WhenAll(files)).Sum(file => file.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes up to the playground");
        bytes.ShouldBeInRange(10_000, MostBytes);
    }

    [GeneratedRegex(@"http\S+#key=sk-sandbox")]
    private static partial Regex Printed();
}
