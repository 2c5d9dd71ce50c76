using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>Somebody looks at the console. Its end checks that no script failed and nothing broke the policy.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> failures = [];

    public Visit(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, problem) => failures.Add(problem);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("TrustedHTML", StringComparison.Ordinal))
            {
                failures.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string name) => Page.GetByLabel(name, new() { Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>To a page of the console, as by its link.</summary>
    public async Task Go(string at)
    {
        await Page.Locator("#main").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Page.EvaluateAsync("""
            at => {
              document.querySelector('#main').firstElementChild?.setAttribute('data-left', '');
              location.hash = `#/${at}`;
            }
            """, at);
        await Page.Locator("main > :not([aria-busy], [data-left])").First.WaitForAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var refused = await Page.EvaluateAsync<string[]>("() => window.refused ?? []");
        await context.DisposeAsync();
        failures.ShouldBeEmpty();
        refused.ShouldBeEmpty();
    }
}
