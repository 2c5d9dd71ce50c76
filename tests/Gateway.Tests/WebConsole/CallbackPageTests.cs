using Gateway.Tests.Admin;
using Gateway.Tests.Callbacks;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>From the form's <c>callback_url</c> to the deliveries that an operator sees.</summary>
public sealed class CallbackPageTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private Receiver receiver = null!;
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.Start();
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, settings: [.. Receiver.Settings, Operator.Setting]);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_receiver_that_the_form_names_is_told_and_told_again_when_an_operator_wants_it()
    {
        await using (var visit = await browser.SignIn(GatewayHost.Key, gateway: gateway))
        {
            await visit.Field("callback_url").FillAsync("nowhere");
            await visit.Page.GetByText("'callback_url' must be an absolute").WaitForAsync();
            await visit.Field("callback_url").FillAsync(receiver.Url);
            await visit.Button("Generate").ClickAsync();
            await visit.Page.GetByRole(AriaRole.Article).GetByText("Download", new() { Exact = true }).WaitForAsync();
        }

        (await receiver.Next()).Type.ShouldBe("video.completed");
        await using var operators = await browser.SignIn(Operator.Key, "callbacks", gateway: gateway);
        var row = operators.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = receiver.Url });
        await row.GetByText("delivered", new() { Exact = true }).WaitForAsync();
        await row.GetByText("1 try: 204").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        (await receiver.Next(2)).Id.ShouldBe((await receiver.Next(1)).Id);
        await row.GetByText("2 tries: 204").WaitForAsync();
    }

    [Fact]
    public async Task A_failed_try_says_why_and_when_the_next_is_and_other_filters_begin_with_the_newest()
    {
        await gateway.Finish(await gateway.Created(receiver.Request("An old one")));
        await receiver.Next();
        receiver.Answer = _ => Task.FromResult(503);
        await gateway.Finish(await gateway.Created(receiver.Request("A new one")));
        await receiver.Next(2);
        using var admin = new Operator(gateway);
        var newest = (await admin.Get("/callbacks")).At("data").EnumerateArray().First().Text("id");

        await using var visit = await browser.SignIn(Operator.Key, $"callbacks?after={newest}", gateway: gateway);
        var rows = visit.Page.Locator("tbody tr");
        await rows.Filter(new() { HasText = "delivered" }).WaitForAsync();
        (await rows.CountAsync()).ShouldBe(1);
        await visit.Field("Status").SelectOptionAsync("pending");
        await rows.Filter(new() { HasText = "HTTP 503" }).WaitForAsync();
        (await rows.Filter(new() { HasText = "pending" }).Locator("td[data-label=Next] g-time").CountAsync()).ShouldBe(1);
        await visit.Field("Status").SelectOptionAsync("delivered");
        await rows.Filter(new() { HasText = "delivered" }).WaitForAsync();
        (await rows.Locator("td[data-label=Next]").TextContentAsync()).ShouldBe("–");
    }

    [Fact]
    public async Task A_gateway_that_tells_nobody_has_no_such_field()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var asked = visit.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/validate", StringComparison.Ordinal) && answer.Status == 400);
        await visit.Page.ReloadAsync();
        await asked;
        await visit.Field("prompt").WaitForAsync();
        (await visit.Field("callback_url").IsVisibleAsync()).ShouldBeFalse();
    }
}
