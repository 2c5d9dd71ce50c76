using System.Globalization;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>The form that is made from the matrix, and what becomes of a generation.</summary>
public sealed class PlaygroundTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Every_models_form_says_beside_the_field_what_is_out_of_its_limits()
    {
        var models = (await (await browser.Gateway.Client.GetAsync("/v1/models")).Json()).GetProperty("data").EnumerateArray().ToList();
        await using var visit = await browser.SignIn(GatewayHost.Key);
        foreach (var model in models)
        {
            await visit.Field("Model").SelectOptionAsync(model.Text("id"));
            var mode = model.GetProperty("capabilities").GetProperty("modes").EnumerateObject().First().Value;
            if (mode.GetProperty("images").GetProperty("min").GetInt32() is > 0)
            {
                await visit.Field("Picture 1").FillAsync("https://example.com/one.png");
            }

            foreach (var parameter in mode.GetProperty("parameters").EnumerateObject())
            {
                if (parameter.Value.TryGetProperty("max", out var max) && parameter.Value.Text("type") == "integer")
                {
                    await Fill(visit, parameter.Name, max.GetInt64() + 1);
                    await Problem(visit, parameter.Name).Filter(new() { HasText = "must be from" }).WaitForAsync();
                    await Fill(visit, parameter.Name, max.GetInt64());
                    await Problem(visit, parameter.Name).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
                }
            }

            await visit.Page.Locator("output").Filter(new() { HasText = "credit" }).WaitForAsync();
        }
    }

    [Fact]
    public async Task The_mode_follows_the_pictures_and_what_it_does_not_take_is_explained()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("Model").SelectOptionAsync("viduq3-pro");
        await visit.Page.GetByText("text-to-video").First.WaitForAsync();
        await visit.Field("First frame").FillAsync("https://example.com/one.png");
        await visit.Page.GetByText("image-to-video takes none").WaitForAsync();
        await visit.Field("Last frame").FillAsync("https://example.com/two.png");
        await visit.Page.GetByText("first-last-frame takes none").WaitForAsync();
    }

    [Fact]
    public async Task A_failure_says_what_happened_and_that_it_cost_nothing()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("A fox [sandbox:fail]");
        await visit.Button("Generate").ClickAsync();
        var alert = visit.Page.GetByRole(AriaRole.Article).GetByRole(AriaRole.Alert);
        (await alert.TextContentAsync()).ShouldNotBeNull().ShouldContain("generation_failed");
        (await alert.TextContentAsync())!.ShouldContain("cost nothing");
        await visit.Button("Again with changes").ClickAsync();
        (await visit.Field("prompt").InputValueAsync()).ShouldBe("A fox [sandbox:fail]");
    }

    [Fact]
    public async Task A_task_that_waits_can_be_cancelled()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:toapis:Keys:0:MaxInFlight", "1")]);
        await using var visit = await browser.SignIn(GatewayHost.Key, gateway: gateway);
        await visit.Field("Model").SelectOptionAsync("veo3.1-fast");
        await visit.Field("prompt").FillAsync("A clock [sandbox:never_ends]");
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).GetByText("reserved").WaitForAsync();
        await visit.Button("Generate").ClickAsync();
        var second = visit.Page.GetByRole(AriaRole.Article).First;
        await second.GetByText("in the queue").WaitForAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await second.GetByRole(AriaRole.Alert).Filter(new() { HasText = "cancelled" }).WaitForAsync();
    }

    [Fact]
    public async Task Metadata_that_is_no_JSON_is_not_left_out_of_what_is_sent()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Page.GetByText("metadata", new() { Exact = true }).First.ClickAsync();
        await visit.Field("metadata").FillAsync("""{"shot": "12b" """);
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByText("This is not JSON yet.").WaitForAsync();
        await visit.Field("metadata").FillAsync("""{"shot": "12b"}""");
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).GetByText("Download", new() { Exact = true }).WaitForAsync();
        (await visit.Page.GetByRole(AriaRole.Article).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_price_is_that_of_all_that_are_made_at_once_and_each_goes_on_while_pages_work()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("Four clocks [sandbox:never_ends]");
        await visit.Field("at once").SelectOptionAsync("4");
        await visit.Page.Locator("output").Filter(new() { HasText = "(4 × " }).WaitForAsync();
        await visit.Button("Generate").ClickAsync();
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).GetByText("reserved").Nth(7).WaitForAsync();
        // A browser opens six connections to such a host. Were each task's stream one, this page would wait for ever.
        await visit.Go("usage");
        await visit.Heading("Usage").WaitForAsync();
    }

    [Fact]
    public async Task Where_the_price_cannot_be_asked_nothing_is_sent_and_no_field_is_blamed()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Page.Locator("output").Filter(new() { HasText = "credit" }).WaitForAsync();
        await visit.Page.RouteAsync("**/validate", route => route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Body = "<h1>Later</h1>" }));
        await visit.Field("prompt").FillAsync("Without a price");
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The price is not known" }).WaitForAsync();
        (await visit.Page.GetByRole(AriaRole.Article).CountAsync()).ShouldBe(0);
        (await visit.Page.Locator(".generate .fields .problem:visible").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Another_route_changes_the_code_and_the_question_for_the_price()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Page.GetByText("would serve").ClickAsync();
        await visit.Field("X-Gateway-Upstream").SelectOptionAsync("legacy");
        await visit.Page.GetByText("Code", new() { Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Tabpanel).GetByText("X-Gateway-Upstream: legacy").WaitForAsync();
    }

    [Fact]
    public async Task A_stream_that_ends_too_early_is_opened_again_after_a_pause()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var opened = 0;
        await visit.Page.RouteAsync("**/events", async route =>
        {
            Interlocked.Increment(ref opened);
            var task = await route.FetchAsync(new() { Url = route.Request.Url.Replace("/events", "", StringComparison.Ordinal) });
            await route.FulfillAsync(new() { Status = 200, ContentType = "text/event-stream", Body = $"event: task\ndata: {await task.TextAsync()}\n\n" });
        });
        await visit.Field("prompt").FillAsync("A short stream [sandbox:never_ends]");
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).GetByText("reserved").WaitForAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        opened.ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task The_call_is_shown_as_code_in_four_languages_and_never_with_the_key()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("It's a \"test\"");
        await visit.Page.GetByText("Code", new() { Exact = true }).ClickAsync();
        foreach (var language in (string[])["curl", "C#", "TypeScript", "Python"])
        {
            await visit.Page.GetByRole(AriaRole.Tab, new() { Name = language, Exact = true }).ClickAsync();
            var code = await visit.Page.GetByRole(AriaRole.Tabpanel).TextContentAsync();
            code.ShouldNotBeNull().ShouldContain("GATEWAY_KEY");
            code.ShouldContain("v1/videos/generations");
            code.ShouldNotContain(GatewayHost.Key);
        }
    }

    private static Task Fill(Visit visit, string name, long value) => visit.Field(name).FillAsync(value.ToString(CultureInfo.InvariantCulture));

    private static ILocator Problem(Visit visit, string name) => visit.Page.Locator($".f-{name} .problem");
}
