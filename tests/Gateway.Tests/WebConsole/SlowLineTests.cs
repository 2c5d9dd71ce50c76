using System.Diagnostics;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>The console on a line of 400 kbit/s with 400 ms to the gateway, and on one that breaks.</summary>
public sealed class SlowLineTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>What comes through the line up to the playground, heads and all: two seconds of it.</summary>
    private const int MostBytes = 100_000;

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
