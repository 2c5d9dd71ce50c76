using System.Text.Json.Nodes;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>Ten thousand of anything: a page draws no more of it than somebody reads, and so it never stands still.</summary>
public sealed class ManyRowsTests(Browser browser) : IClassFixture<Browser>
{
    private const int Many = 10_000;
    private const int MostShown = 500;

    [Fact]
    public async Task Tasks_are_looked_through_page_by_page_and_saved_whole()
    {
        await Seed();
        await using var visit = await browser.SignIn(Operator.Key, "tasks");
        var rows = visit.Page.Locator("tbody tr");
        (await rows.CountAsync()).ShouldBe(50);
        await visit.Field("Status").SelectOptionAsync("failed");
        await rows.Filter(new() { HasText = "completed" }).First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        for (var page = 0; page < 3; page++)
        {
            var last = (await rows.Last.TextContentAsync())!;
            await visit.Button("Older").ClickAsync();
            await rows.Filter(new() { HasText = last }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
            (await rows.CountAsync()).ShouldBe(50);
        }

        await visit.Go("tasks");
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("CSV").ClickAsync());
        (await File.ReadAllLinesAsync(await file.PathAsync())).Length.ShouldBe(Many + 1);
        (await rows.CountAsync()).ShouldBe(50);
    }

    [Theory]
    [InlineData("keys", "name", "Name, team or id")]
    [InlineData("teams", "team", "Name")]
    [InlineData("usage", "team", "")]
    public async Task Of_other_lists_the_first_ones_are_drawn_and_the_rest_can_be_found(string page, string name, string search)
    {
        await browser.Gateway.Finish(await browser.Gateway.Created(SeedExamples.Text));
        await using var visit = await browser.SignIn(Operator.Key);
        await visit.Page.RouteAsync(url => url.Contains($"/admin/v1/{page}", StringComparison.Ordinal), async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = Multiplied(await answer.TextAsync(), name) });
        });
        await visit.Go(page);
        await visit.Page.GetByText($"The first {MostShown} of 10,000").WaitForAsync();
        (await visit.Page.Locator("main .table").Last.Locator("tbody tr").CountAsync()).ShouldBe(MostShown);
        if (search.Length > 0)
        {
            await visit.Field(search).FillAsync("number 9999");
            await visit.Page.Locator("tbody tr").Filter(new() { HasText = "number 9999" }).WaitForAsync();
            (await visit.Page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        }
    }

    /// <summary>An answer with many rows, each as the first one.</summary>
    private static string Multiplied(string body, string name)
    {
        var answer = JsonNode.Parse(body)!;
        var first = answer["data"]![0]!;
        answer["data"] = new JsonArray([.. Enumerable.Range(0, Many).Select(number =>
        {
            var row = first.DeepClone();
            row[name] = $"number {number}";
            if (row["id"] is not null)
            {
                row["id"] = $"key_{number}";
            }

            return row;
        })]);
        return answer.ToJsonString();
    }

    /// <summary>Copies of one task, of which each fourth has failed.</summary>
    private async Task Seed()
    {
        var id = await browser.Gateway.Created(SeedExamples.Text);
        await browser.Gateway.Finish(id);
        var database = browser.Gateway.Database;
        var columns = database.Rows("SELECT name FROM pragma_table_info('tasks')").Select(row => row[0]).ToList();
        var values = columns.Select(column => column switch
        {
            "id" => "'video_' || printf('%026d', i)",
            "state" or "status" => "CASE i % 4 WHEN 0 THEN 'failed' ELSE 'completed' END",
            "error_code" => "CASE i % 4 WHEN 0 THEN 'generation_failed' END",
            "error_message" => "CASE i % 4 WHEN 0 THEN 'It could not be made.' END",
            _ => column,
        });
        database.Execute($"""
            WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {Many - 1})
            INSERT INTO tasks ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM tasks, numbers WHERE id = '{id}'
            """);
    }
}
