using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>Coming in and leaving.</summary>
public sealed class SignInTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_wrong_key_is_announced_and_kept_nowhere()
    {
        await using var visit = await browser.Open($"{browser.Gateway.Url}/console/");
        await visit.Field("Key").FillAsync("sk-nobody");
        await visit.Button("Sign in").ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Alert).TextContentAsync()).ShouldNotBeNull().ShouldContain("not valid");
        (await Kept(visit)).ShouldBe(0);
    }

    [Theory]
    [InlineData(GatewayHost.Key, "Playground,Tasks,Usage,Models")]
    [InlineData(Operator.Key, "Overview,Tasks,Usage,Models,Upstreams,Keys,Teams,Callbacks,Audit")]
    public async Task The_navigation_is_that_of_the_keys_kind(string key, string links)
    {
        await using var visit = await browser.SignIn(key);
        string.Join(',', await visit.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).AllTextContentsAsync()).ShouldBe(links);
    }

    [Fact]
    public async Task Signing_out_leaves_nothing_behind()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("A secret of this team");
        await visit.Go("tasks");
        await visit.Button("Sign out").ClickAsync();
        await visit.Field("Key").WaitForAsync();
        (await Kept(visit)).ShouldBe(0);
        await visit.Page.GoBackAsync();
        await visit.Field("Key").FillAsync(GatewayHost.OtherKey);
        await visit.Button("Sign in").ClickAsync();
        (await visit.Field("prompt").InputValueAsync()).ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_key_that_is_revoked_ends_the_visit_with_a_word_about_it()
    {
        using var admin = new Operator(browser.Gateway);
        var made = await admin.Done("POST", "/keys", Operator.NewKey);
        await using var visit = await browser.SignIn(made.Text("key"), "models");
        await admin.Done("DELETE", $"/keys/{made.Text("id")}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Usage" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "signed out" }).WaitForAsync();
        (await Kept(visit)).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_in_the_address_of_an_open_tab_is_taken_and_what_the_tab_knew_is_gone()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("A secret of this team");
        await visit.Page.GotoAsync($"{browser.Gateway.Url}/console/#key={GatewayHost.OtherKey}");
        await visit.Field("Key").WaitForAsync();
        (await visit.Field("Key").InputValueAsync()).ShouldBe(GatewayHost.OtherKey);
        visit.Page.Url.ShouldNotContain(GatewayHost.OtherKey);
        await visit.Button("Sign in").ClickAsync();
        (await visit.Field("prompt").InputValueAsync()).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Without_scripts_it_says_so_where_one_looks()
    {
        await using var visit = await browser.Open($"{browser.Gateway.Url}/console/", scripts: false);
        var said = await visit.Page.Locator("noscript p").BoundingBoxAsync();
        said.ShouldNotBeNull().Y.ShouldBeLessThan(900);
    }

    private static Task<int> Kept(Visit visit) =>
        visit.Page.EvaluateAsync<int>("async () => sessionStorage.length + localStorage.length + document.cookie.length + (await indexedDB.databases()).length");
}
