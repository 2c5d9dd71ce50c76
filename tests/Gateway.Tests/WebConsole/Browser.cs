using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>One Chromium and one gateway for the tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>What a person would wait for, on a machine that does other things too.</summary>
    private const float Patience = 45_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private SandboxHost upstreams = null!;

    internal GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        Gateway = await GatewayHost.Start(upstreams.Url, settings: [Operator.Setting, ("Upstreams:legacy:Keys:1:Id", "two"), ("Upstreams:legacy:Keys:1:Secret", SandboxHost.Keys[1])]);
        if (Tools.Chromium is { } executable)
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        await Gateway.DisposeAsync();
        await upstreams.DisposeAsync();
    }

    /// <summary>A page as a new visitor has it.</summary>
    internal async Task<Visit> Open(string address, int width = 1280, bool scripts = true)
    {
        Tools.Require(browser is not null, "There is no Chromium on PATH: it is in Debian's package chromium");
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = scripts });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync("""
            window.refused = [];
            document.addEventListener('securitypolicyviolation', event => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
            """);
        var page = await context.NewPageAsync();
        var visit = new Visit(context, page);
        await page.GotoAsync(address);
        return visit;
    }

    /// <summary>A page that is signed in.</summary>
    /// <param name="gateway">Another one than that of all tests.</param>
    internal async Task<Visit> SignIn(string key, string at = "", int width = 1280, GatewayHost? gateway = null)
    {
        var visit = await Open($"{(gateway ?? Gateway).Url}/console/", width);
        await visit.Page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await visit.Button("Sign in").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Navigation).WaitForAsync();
        if (at.Length > 0)
        {
            await visit.Go(at);
        }

        return visit;
    }
}
