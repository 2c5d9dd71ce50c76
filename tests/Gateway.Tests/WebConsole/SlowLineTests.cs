using System.Diagnostics;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>The console on a line of 400 kbit/s with 400 ms to the gateway, and on one that breaks.</summary>
public sealed class SlowLineTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>What comes through the line up to the playground, heads and all: two seconds of it.</summary>
    private const int MostBytes = 100_000;

    /// <summary>The same as somebody has it who unpacks nothing.</summary>
    private const int MostBytesUnpacked = 150_000;

    private const string Watch = """
        window.seen = [];
        new MutationObserver(() => {
          for (const state of ['.opening', '.signin', '[aria-busy]', '.generate'])
            if (document.querySelector(state) && !window.seen.includes(state)) window.seen.push(state);
        }).observe(document, { childList: true, subtree: true });
        """;

    [Fact]
    public async Task Each_step_is_seen_to_be_under_way_and_takes_one_click()
    {
        await using var visit = await browser.Open("about:blank");
        await visit.Page.AddInitScriptAsync(Watch);
        var line = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = 50_000, ["uploadThroughput"] = 50_000 });
        double bytes = 0;
        line.Event("Network.loadingFinished").OnEvent += (_, load) => bytes += load!.Value.GetProperty("encodedDataLength").GetDouble();
        var creates = 0;
        visit.Page.Request += (_, request) => creates += request is { Method: "POST" } && request.Url.EndsWith("/generations", StringComparison.Ordinal) ? 1 : 0;

        var watch = Stopwatch.StartNew();
        await visit.Page.GotoAsync($"{browser.Gateway.Url}/console/#key={GatewayHost.Key}", new() { WaitUntil = WaitUntilState.Commit });
        await visit.Button("Sign in").ClickAsync();
        await visit.Button("Generate").WaitForAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s and {bytes} bytes up to the playground");
        bytes.ShouldBeInRange(10_000, MostBytes);
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).WaitForAsync();
        (await visit.Page.EvaluateAsync<string[]>("() => window.seen")).ShouldBe([".opening", ".signin", "[aria-busy]", ".generate"]);
        await visit.Page.GetByRole(AriaRole.Article).GetByText("Download", new() { Exact = true }).WaitForAsync();
        creates.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_newcomer_has_to_fetch_is_little_also_where_nothing_is_packed()
    {
        await using var visit = await browser.Open("about:blank");
        await visit.Page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Accept-Encoding"] = "identity" });
        var line = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await line.SendAsync("Network.enable");
        double bytes = 0;
        line.Event("Network.loadingFinished").OnEvent += (_, load) => bytes += load!.Value.GetProperty("encodedDataLength").GetDouble();
        await visit.Page.GotoAsync($"{browser.Gateway.Url}/console/#key={GatewayHost.Key}");
        await visit.Button("Sign in").ClickAsync();
        await visit.Page.Locator("output").Filter(new() { HasText = "credit" }).WaitForAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes up to the price");
        bytes.ShouldBeInRange(100_000, MostBytesUnpacked);
    }

    [Fact]
    public async Task A_page_that_nothing_answered_for_comes_when_the_gateway_is_back()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Button("Generate").WaitForAsync();
        await visit.Page.RouteAsync("**/v1/**", route => route.AbortAsync());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Usage" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "It is asked again" }).WaitForAsync();
        await visit.Page.UnrouteAsync("**/v1/**");
        await visit.Heading("This key").WaitForAsync();
    }

    [Fact]
    public async Task A_page_that_could_not_be_fetched_comes_with_the_next_try()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Page.RouteAsync("**/app/pages/usage.js", route => route.AbortAsync());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Usage" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The gateway does not answer" }).WaitForAsync();
        await visit.Page.UnrouteAsync("**/app/pages/usage.js");
        await visit.Button("Try again").ClickAsync();
        await visit.Heading("Usage").WaitForAsync();
        await visit.Page.GetByText("team film").First.WaitForAsync();
    }
}
