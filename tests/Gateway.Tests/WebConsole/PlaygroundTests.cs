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
        await using var visit = await browser.SignIn(GatewayHost.Key);
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
