using Gateway.Tests.Callbacks;
using Gateway.Tests.Support;

namespace Gateway.Tests.WebConsole;

/// <summary>A video is shown through a link that ends, maybe before who looks at it does.</summary>
public sealed class LinkTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_video_can_be_saved_after_its_link_has_ended()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: Receiver.Settings);
        await using var visit = await browser.SignIn(GatewayHost.Key, gateway: gateway);
        var links = 0;
        visit.Page.Request += (_, request) => links += request.Url.EndsWith("/link", StringComparison.Ordinal) ? 1 : 0;
        await visit.Button("Generate").ClickAsync();
        var save = visit.Page.GetByText("Download", new() { Exact = true });
        await save.WaitForAsync();
        links.ShouldBe(1);
        // The browser's clock is ahead now, by more than a link works.
        await visit.Page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 1_000_000; }");
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => save.ClickAsync());
        file.SuggestedFilename.ShouldEndWith(".mp4");
        links.ShouldBe(2);
    }
}
