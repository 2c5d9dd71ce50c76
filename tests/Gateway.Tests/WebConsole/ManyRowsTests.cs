using System.Text.Json.Nodes;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.WebConsole;

/// <summary>Ten thousand of anything: a page draws no more of it than somebody reads, and so it never stands still.</summary>
public sealed class ManyRowsTests(Browser browser) : IClassFixture<Browser>
{
    private const int Many = 10_000;
    private const int MostShown = 500;

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
}
