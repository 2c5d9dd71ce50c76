using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>What the console counts, and in which days.</summary>
public sealed class NumberTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task An_answer_that_comes_late_does_not_overwrite_that_of_a_later_question()
    {
        await browser.Gateway.Finish(await browser.Gateway.Created(SeedExamples.WithFault("fail")));
        await browser.Gateway.Finish(await browser.Gateway.Created(SeedExamples.Text));
        await using var visit = await browser.SignIn(Operator.Key, "tasks");
        var mayCome = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/admin/v1/tasks?*status=failed*", async route =>
        {
            await mayCome.Task;
            await route.ContinueAsync();
        });
        var late = visit.Page.WaitForResponseAsync(answer => answer.Url.Contains("status=failed", StringComparison.Ordinal));
        await visit.Field("Status").SelectOptionAsync("failed");
        await visit.Field("Status").SelectOptionAsync("completed");
        var rows = visit.Page.Locator("tbody tr");
        await rows.Filter(new() { HasText = "failed" }).First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        mayCome.SetResult();
        await (await late).FinishedAsync();
        await visit.Page.EvaluateAsync("() => new Promise(resolve => setTimeout(resolve, 300))");
        (await rows.Filter(new() { HasText = "failed" }).CountAsync()).ShouldBe(0);
        (await rows.CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_file_of_tasks_opens_as_it_is_in_a_spreadsheet()
    {
        await browser.Gateway.Finish(await browser.Gateway.Created(SeedExamples.WithFault("fail")));
        await using var visit = await browser.SignIn(Operator.Key, "tasks");
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("CSV").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync());
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        (await visit.Page.EvaluateAsync<string>("async () => (await import('./app/parts/csv.js')).textOf([['a;b', 'a\\tb', '=1', 7, null]])"))
            .ShouldBe("\uFEFF\"a;b\",\"a\tb\",'=1,7,\r\n");
    }

    [Fact]
    public async Task A_day_of_the_viewers_zone_ends_where_the_next_one_begins_also_when_clocks_change()
    {
        await using var visit = await browser.SignIn(Operator.Key, "tasks");
        var zoned = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await zoned.SendAsync("Emulation.setTimezoneOverride", new() { ["timezoneId"] = "Europe/Berlin" });
        var hours = await visit.Page.EvaluateAsync<double[]>("""
            async () => {
              const { startOfDay, endOfDay } = await import('./app/parts/fields.js');
              return ['2026-03-29', '2026-10-25', '2026-07-01'].map(day => (endOfDay(day) - startOfDay(day)) / 3600);
            }
            """);
        hours.ShouldBe([23, 25, 24]);
    }

    [Fact]
    public async Task Usage_is_asked_for_in_whole_days_of_the_gateways_clock()
    {
        await using var visit = await browser.SignIn(Operator.Key);
        var zoned = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await zoned.SendAsync("Emulation.setTimezoneOverride", new() { ["timezoneId"] = "America/Los_Angeles" });
        // The page of the sign-in asks for usage as well, of other days.
        var from = $"from={new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()}&";
        var asked = await visit.Page.RunAndWaitForRequestAsync(
            () => visit.Go("usage?from=2026-03-01&to=2026-03-02"),
            request => request.Url.Contains("group_by=day%2Cteam", StringComparison.Ordinal) && request.Url.Contains(from, StringComparison.Ordinal));
        asked.Url.ShouldContain($"to={new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()}&");
        await visit.Page.GetByText("A day’s credits charged (UTC), by team").First.WaitForAsync();
    }

    [Fact]
    public async Task An_address_that_is_mistyped_leads_to_a_page_all_the_same()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key, "tasks");
        await visit.Go("%");
        await visit.Heading("Playground").WaitForAsync();
    }
}
