using System.Collections.Concurrent;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>A create whose answer is lost on its way may have made a task, which costs money.</summary>
public sealed class LostAnswerTests(Browser browser) : IClassFixture<Browser>
{
    private const string Creates = "**/v1/videos/generations";

    private const string OwnError =
        """{"error":{"code":"internal_error","type":"server_error","message":"Something went wrong in the gateway.","param":null,"request_id":"r","details":[]}}""";

    [Theory]
    [InlineData("a proxy's 502", 502, "<h1>Bad gateway</h1>")]
    [InlineData("a proxy's 504 in JSON", 504, """{"error":{"code":"timeout","message":"upstream"}}""")]
    [InlineData("the gateway's own 500", 500, OwnError)]
    [InlineData("a body that breaks off", 200, """{"id":"video_01""")]
    [InlineData("a page in its place", 200, "{}")]
    [InlineData("none at all", 0, "")]
    public async Task It_is_asked_for_again_with_the_same_key_and_stays_one_task(string answer, int status, string body)
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var keys = new ConcurrentQueue<string>();
        await visit.Page.RouteAsync(Creates, async route =>
        {
            keys.Enqueue(route.Request.Headers["idempotency-key"]);
            await (keys.Count > 1 ? route.ContinueAsync() : Lose(route, status, body));
        });
        await Generate(visit, $"Lost: {answer}");
        await Card(visit).GetByText("Download", new() { Exact = true }).WaitForAsync();
        (await Card(visit).TextContentAsync()).ShouldNotBeNull().ShouldNotContain("cost nothing");
        keys.Count.ShouldBe(2);
        keys.Distinct().ShouldHaveSingleItem();
        (await Made($"Lost: {answer}")).ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_answer_comes_at_all_nothing_is_said_to_be_free_and_asking_by_hand_keeps_the_key()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var keys = new ConcurrentQueue<string>();
        var isBack = false;
        await visit.Page.RouteAsync(Creates, async route =>
        {
            keys.Enqueue(route.Request.Headers["idempotency-key"]);
            await (isBack ? route.ContinueAsync() : Lose(route, 502, "<h1>Bad gateway</h1>"));
        });
        await Generate(visit, "Nobody hears");
        var alert = Card(visit).GetByRole(AriaRole.Alert);
        (await alert.TextContentAsync()).ShouldNotBeNull().ShouldContain("is not known");
        (await alert.TextContentAsync())!.ShouldNotContain("cost nothing");
        isBack = true;
        await Card(visit).GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();
        await Card(visit).GetByText("Download", new() { Exact = true }).WaitForAsync();
        keys.Distinct().ShouldHaveSingleItem();
        (await Made("Nobody hears")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_after_a_lost_answer_is_not_taken_for_that_of_the_first_one()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var tries = 0;
        await visit.Page.RouteAsync(Creates, route => ++tries == 1 ? Lose(route, 0, "") : route.FulfillAsync(new()
        {
            Status = 429,
            ContentType = "application/json",
            Body = OwnError.Replace("internal_error", "rate_limit_exceeded", StringComparison.Ordinal),
        }));
        await Generate(visit, "Lost, and then too many");
        var alert = (await Card(visit).GetByRole(AriaRole.Alert).TextContentAsync()).ShouldNotBeNull();
        alert.ShouldContain("rate_limit_exceeded");
        alert.ShouldNotContain("cost nothing");
        alert.ShouldContain("is not known");
    }

    [Fact]
    public async Task A_card_cannot_be_removed_while_it_is_not_known_what_became_of_its_create()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        var mayGo = new TaskCompletionSource();
        await visit.Page.RouteAsync(Creates, async route =>
        {
            await mayGo.Task;
            await route.ContinueAsync();
        });
        await Generate(visit, "Held back");
        var remove = Card(visit).GetByRole(AriaRole.Button, new() { Name = "Remove" });
        await remove.WaitForAsync();
        (await remove.IsDisabledAsync()).ShouldBeTrue();
        mayGo.SetResult();
        await Card(visit).GetByText("Download", new() { Exact = true }).WaitForAsync();
        (await remove.IsDisabledAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_quick_clicks_are_one_task()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("prompt").FillAsync("Clicked twice");
        await visit.Page.Locator("output").Filter(new() { HasText = "credit" }).WaitForAsync();
        await visit.Button("Generate").DblClickAsync();
        await Card(visit).GetByText("Download", new() { Exact = true }).WaitForAsync();
        (await Made("Clicked twice")).ShouldBe(1);
    }

    [Fact]
    public async Task What_goes_wrong_after_the_task_was_made_leaves_its_status_and_its_cost()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Page.RouteAsync("**/v1/videos/generations/video_*", route => route.FulfillAsync(NotFound()));
        await visit.Page.RouteAsync("**/v1/videos/generations/video_*/events", route => route.FulfillAsync(NotFound()));
        await Generate(visit, "Out of sight [sandbox:never_ends]");
        await Card(visit).GetByText("There is no such task.").WaitForAsync();
        var text = (await Card(visit).TextContentAsync()).ShouldNotBeNull();
        text.ShouldContain("reserved");
        text.ShouldNotContain("not made");
        text.ShouldNotContain("cost nothing");
        await Card(visit).GetByRole(AriaRole.Link, new() { Name = "Details" }).WaitForAsync();

        static RouteFulfillOptions NotFound() => new()
        {
            Status = 404,
            ContentType = "application/json",
            Body = """{"error":{"code":"task_not_found","type":"not_found_error","message":"There is no such task.","param":null,"request_id":"r","details":[]}}""",
        };
    }

    /// <summary>The gateway does what it was asked for; its answer does not arrive.</summary>
    private static async Task Lose(IRoute route, int status, string body)
    {
        await route.FetchAsync();
        await (status == 0 ? route.AbortAsync("connectionreset")
            : route.FulfillAsync(new() { Status = status, ContentType = body.StartsWith('<') ? "text/html" : "application/json", Body = body }));
    }

    private static async Task Generate(Visit visit, string prompt)
    {
        await visit.Field("prompt").FillAsync(prompt);
        await visit.Button("Generate").ClickAsync();
    }

    private static ILocator Card(Visit visit) => visit.Page.GetByRole(AriaRole.Article).First;

    /// <summary>By what operators see, since clients are not shown the prompt.</summary>
    private async Task<int> Made(string prompt)
    {
        using var admin = new Gateway.Tests.Admin.Operator(browser.Gateway);
        return (await admin.Get("/tasks?limit=100")).GetProperty("data").EnumerateArray().Count(task => task.Text("request", "prompt") == prompt);
    }
}
