using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>What operators do in the console.</summary>
public sealed class OperatorTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_key_is_made_its_secret_is_shown_once_and_it_works()
    {
        await using var visit = await browser.SignIn(Operator.Key, "keys");
        await visit.Button("New key").ClickAsync();
        await visit.Field("Name").FillAsync("made in the console");
        await visit.Field("Team").FillAsync("console");
        await visit.Field("Budget").FillAsync("100");
        await visit.Button("Make the key").ClickAsync();
        var secret = (await visit.Page.Locator("dialog .secret code").TextContentAsync())!;
        using var client = browser.Gateway.NewClient(secret);
        (await (await client.GetAsync("/v1/whoami")).Json()).Text("team").ShouldBe("console");
        await visit.Button("Done").ClickAsync();
        await visit.Page.GetByText("100 credits per month", new() { Exact = true }).WaitForAsync();
        (await visit.Page.ContentAsync()).ShouldNotContain(secret);

        await visit.Button("Revoke made in the console").ClickAsync();
        await visit.Field("Type made in the console to confirm").FillAsync("something else");
        await visit.Button("Revoke the key").ClickAsync();
        await visit.Page.GetByText("This is not made in the console.").WaitForAsync();
        await visit.Field("Type made in the console to confirm").FillAsync("made in the console");
        await visit.Button("Revoke the key").ClickAsync();
        await visit.Page.Locator("dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        ((int)(await client.GetAsync("/v1/whoami")).StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task A_new_secret_is_shown_also_when_the_list_cannot_be_read_then()
    {
        await using var visit = await browser.SignIn(Operator.Key, "keys");
        await visit.Button("New key").ClickAsync();
        await visit.Field("Name").FillAsync("made in bad weather");
        await visit.Field("Team").FillAsync("weather");
        await visit.Page.RouteAsync("**/admin/v1/keys", route => route.Request.Method == "GET" ? route.AbortAsync() : route.ContinueAsync());
        await visit.Button("Make the key").ClickAsync();
        var secret = (await visit.Page.Locator("dialog .secret code").TextContentAsync())!;
        using var client = browser.Gateway.NewClient(secret);
        (await (await client.GetAsync("/v1/whoami")).Json()).Text("team").ShouldBe("weather");
        await visit.Button("Make the key").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_dialog_is_closed_when_its_page_is_left()
    {
        await using var visit = await browser.SignIn(Operator.Key, "keys");
        await visit.Button("New key").ClickAsync();
        await visit.Go("teams");
        await visit.Page.Locator("dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_change_of_a_keys_name_leaves_the_moment_at_which_it_expires()
    {
        using var admin = new Operator(browser.Gateway);
        var made = await admin.Done("POST", "/keys", """{"name":"expires at noon","team":"t","expires_at":4102488000}""");
        await using var visit = await browser.SignIn(Operator.Key, "keys");
        await visit.Button("Change expires at noon").ClickAsync();
        await visit.Field("Name").FillAsync("expires at noon still");
        await visit.Button("Save").ClickAsync();
        await visit.Button("Change expires at noon still").WaitForAsync();
        (await admin.Get($"/keys/{made.Text("id")}")).GetProperty("expires_at").GetInt64().ShouldBe(4102488000);
    }

    [Fact]
    public async Task A_pool_key_is_disabled_and_enabled_again()
    {
        await using var visit = await browser.SignIn(Operator.Key, "upstreams");
        var row = visit.Page.GetByRole(AriaRole.Region, new() { Name = "legacy" }).Locator(".pool-key").Filter(new() { HasText = "two" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await visit.Button("Disable the key").ClickAsync();
        await row.GetByText("disabled").First.WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Enable" }).ClickAsync();
        await visit.Button("Enable the key").ClickAsync();
        await row.GetByText("active", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task A_task_of_unknown_outcome_is_resolved()
    {
        var id = await browser.Gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        await using var visit = await browser.SignIn(Operator.Key, $"tasks/{id}");
        await visit.Button("There is no such job").ClickAsync();
        await visit.Button("It was not created").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "cost nothing" }).WaitForAsync();
    }

    [Fact]
    public async Task A_job_whose_id_is_mistyped_is_seen_at_once()
    {
        var id = await browser.Gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        await using var visit = await browser.SignIn(Operator.Key, $"tasks/{id}");
        await visit.Button("There is such a job").ClickAsync();
        await visit.Field("Its id at the provider").FillAsync("mistyped");
        await visit.Button("Follow this job").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "knows no job of this id" }).WaitForAsync();
    }
}
