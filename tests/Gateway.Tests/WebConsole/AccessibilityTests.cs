using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>axe finds nothing serious on any page, and no page is wider than a narrow screen.</summary>
public sealed class AccessibilityTests(Browser browser) : IClassFixture<Browser>
{
    private const string Serious = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
          .map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).join(' | ')}`)
        """;

    [Theory]
    [InlineData(GatewayHost.Key, "playground,tasks,tasks/{id},usage,models")]
    [InlineData(Operator.Key, "overview,tasks,tasks/{id},usage,models,upstreams,keys,teams,callbacks,audit")]
    public async Task Nothing_serious_is_found(string key, string pages)
    {
        var axe = Tools.Package("axe-core/axe.min.js");
        Tools.Require(File.Exists(axe), "The packages are missing: npm ci --prefix openapi");
        var id = await browser.Gateway.Created(SeedExamples.WithFault("fail"));
        await browser.Gateway.Finish(id);
        await using var visit = await browser.SignIn(key);
        // As a script of the tool, which the page's policy does not concern.
        await visit.Page.Context.AddInitScriptAsync(scriptPath: axe);
        await visit.Page.ReloadAsync();
        var found = new List<string>();
        foreach (var page in pages.Split(','))
        {
            await visit.Go(page.Replace("{id}", id, StringComparison.Ordinal));
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                found.AddRange((await visit.Page.EvaluateAsync<string[]>(Serious)).Select(rule => $"{page}, {scheme}: {rule}"));
            }
        }

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GatewayHost.Key, "playground,tasks,usage,models")]
    [InlineData(Operator.Key, "overview,tasks,usage,models,upstreams,keys,teams,callbacks,audit")]
    public async Task No_page_is_wider_than_a_narrow_screen(string key, string pages)
    {
        await browser.Gateway.Finish(await browser.Gateway.Created(SeedExamples.Text));
        await using var visit = await browser.SignIn(key, width: 360);
        var wide = new List<string>();
        foreach (var page in pages.Split(','))
        {
            await visit.Go(page);
            // What is folded away is looked at too, as far as it is drawn.
            await visit.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => (part.open = true))");
            await visit.Page.EvaluateAsync("() => new Promise(resolve => setTimeout(resolve, 300))");
            if (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") is > 0 and var by)
            {
                wide.Add($"{page} by {by}");
            }
        }

        wide.ShouldBeEmpty();
    }
}
