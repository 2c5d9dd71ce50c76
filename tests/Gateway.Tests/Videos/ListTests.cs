using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>A team's tasks by pages.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private static readonly string Endless = SeedExamples.WithFault("never_ends", duration: 1);
    private const string Turbo = """{"model":"viduq3-turbo","prompt":"A cat","duration":1}""";

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task Pages_go_from_new_to_old_and_stay_what_they_are_while_tasks_are_made(string engine)
    {
        gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await gateway.Created(Endless));
        }

        made.Reverse();
        var first = await List("?limit=2");
        Ids(first).ShouldBe(made[..2]);
        (first.Text("object"), first.Text("has_more"), first.Text("first_id"), first.Text("last_id")).ShouldBe(("list", "True", made[0], made[1]));
        await gateway.Created(Endless);
        var second = await List($"?limit=2&after={first.Text("last_id")}");
        Ids(second).ShouldBe(made[2..4]);
        var last = await List($"?limit=2&after={second.Text("last_id")}");
        Ids(last).ShouldBe(made[4..]);
        last.Text("has_more").ShouldBe("False");
        first.At("data", 1).Text("usage", "state").ShouldBe("reserved");
    }

    [Theory, EachEngine]
    public async Task Filters_narrow_and_another_team_sees_nothing(string engine)
    {
        gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        var endless = await gateway.Created(Endless);
        var turbo = await gateway.Created(Turbo);
        await gateway.Finish(turbo);
        await Eventually.True(async () => (await gateway.Get(endless)).Text("status") == "in_progress");
        Ids(await List("?status=completed")).ShouldBe([turbo]);
        Ids(await List("?status=in_progress")).ShouldBe([endless]);
        Ids(await List("?status=failed")).ShouldBeEmpty();
        Ids(await List("?model=viduq3-pro")).ShouldBe([endless]);
        Ids(await List("?model=viduq3-pro&status=completed")).ShouldBeEmpty();
        Ids(await List("")).ShouldBe([turbo, endless]);
        (await List("?status=completed")).At("data", 0).ToString().ShouldBe((await gateway.Get(turbo)).ToString());
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        using var answer = await other.GetAsync(ClientCalls.Videos);
        var empty = await answer.Json();
        (empty.Text("has_more"), empty.At("first_id").ValueKind, empty.At("last_id").ValueKind).ShouldBe(("False", JsonValueKind.Null, JsonValueKind.Null));
        using var foreign = await other.GetAsync($"{ClientCalls.Videos}?after={turbo}");
        ((int)foreign.StatusCode).ShouldBe(400);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?status=done", "status")]
    [InlineData("?after=video_1", "after")]
    [InlineData("?statuss=failed", "statuss")]
    public async Task What_is_no_filter_is_refused_by_name(string query, string param)
    {
        gateway = await GatewayHost.Start(upstreams.Url);
        using var answer = await gateway.Client.GetAsync(ClientCalls.Videos + query);
        var error = await answer.Json();
        ((int)answer.StatusCode, error.Text("error", "param")).ShouldBe((400, param));
    }

    private static IReadOnlyList<string> Ids(JsonElement list) => [.. list.At("data").EnumerateArray().Select(task => task.Text("id"))];

    private async Task<JsonElement> List(string query)
    {
        using var answer = await gateway.Client.GetAsync(ClientCalls.Videos + query);
        var list = await answer.Json();
        ((int)answer.StatusCode).ShouldBe(200, list.ToString());
        return list;
    }
}
