using Gateway.Tests.Admin;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>A key's budget, from the operator who sets it to the client who meets it.</summary>
public sealed class BudgetTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_key_with_a_budget_is_used_until_it_is_spent_and_both_sides_see_it_in_words()
    {
        await using var operators = await browser.SignIn(Operator.Key, "keys");
        await operators.Button("New key").ClickAsync();
        await operators.Field("Name").FillAsync("small budget");
        await operators.Field("Team").FillAsync("thrifty");
        await operators.Field("Budget").FillAsync("20");
        await operators.Button("Make the key").ClickAsync();
        var secret = (await operators.Page.Locator("dialog .secret code").TextContentAsync())!;
        await operators.Button("Done").ClickAsync();

        await using var client = await browser.SignIn(secret);
        await client.Field("duration").FillAsync("8");
        await client.Page.Locator("output").Filter(new() { HasText = "credits" }).WaitForAsync();
        await client.Button("Generate").ClickAsync();
        await client.Page.GetByRole(AriaRole.Article).GetByText("charged").WaitForAsync();
        await client.Button("Generate").ClickAsync();
        var refused = (await client.Page.GetByRole(AriaRole.Article).First.GetByRole(AriaRole.Alert).TextContentAsync()).ShouldNotBeNull();
        refused.ShouldContain("insufficient_quota");
        refused.ShouldContain("credits left");
        refused.ShouldContain("It cost nothing.");
        await client.Go("usage");
        await client.Page.GetByText("of 20 credits left").WaitForAsync();

        await operators.Go("usage?group_by=team");
        var row = operators.Page.GetByRole(AriaRole.Row).Filter(new() { Has = operators.Page.GetByRole(AriaRole.Link, new() { Name = "thrifty", Exact = true }) });
        (await row.First.Locator("td[data-label=Completed]").TextContentAsync()).ShouldBe("1");
        await operators.Go("keys?team=thrifty");
        await operators.Page.GetByText("20 credits per month").WaitForAsync();
    }
}
