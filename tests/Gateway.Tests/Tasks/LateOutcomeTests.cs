using System.Text.Json;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>A job that an upstream accepted is followed and booked, whatever became of its task while the answer was on its way.</summary>
public sealed class LateOutcomeTests : IAsyncDisposable
{
    private const string NotCreated = """{"outcome":"not_created"}""";
    private static readonly string[] Dialects = ["toapis", "legacy", "apimart"];

    private TestDatabase database = null!;

    public static TheoryData<string, string, string, string> Overtaken => new(
        from engine in Engines.All
        from dialect in Dialects
        from how in (IEnumerable<(string Who, string Ledger)>)
        [
            ("operator says it was not created", "reserve 16/0, refund -16/0, correct 0/16"),
            ("operator says it is another job", "reserve 16/0, charge -16/16"),
            ("wait is over", "reserve 16/0, charge -16/16"),
            ("nobody but the clock", "reserve 16/0, charge -16/16"),
        ]
        select (engine, dialect, how.Who, how.Ledger));

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Overtaken))]
    public async Task An_acceptance_that_comes_late_is_kept(string engine, string dialect, string overtakenBy, string ledger)
    {
        database = await TestDatabase.On(engine);
        using var upstream = new HeldUpstream(dialect);
        await using var gateway = await Start(upstream, ("Submission:UnknownAfter", overtakenBy == "wait is over" ? "00:00:00.010" : "00:10:00"));
        using var admin = new Operator(gateway);
        var creating = gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", dialect));
        await Eventually.True(() => upstream.Creates == 1);

        // As if nobody had been there when the answer should have come.
        database.MoveDue("1");
        var id = database.Ask("SELECT id FROM tasks");
        await Eventually.True(async () => (await admin.Get($"/tasks/{id}")).Text("internal", "state") is "unknown" or "failed");
        await (overtakenBy switch
        {
            "operator says it was not created" => admin.Done("POST", $"/tasks/{id}/resolve", NotCreated),
            "operator says it is another job" => admin.Done("POST", $"/tasks/{id}/resolve", """{"outcome":"created","upstream_task_id":"other"}"""),
            "wait is over" => gateway.Finish(id),
            _ => Task.CompletedTask,
        });

        upstream.Accept();
        (await creating).ShouldBe(id);
        (await gateway.Client.Wait(id, ["completed"])).Text("result", "data", 0, "url").ShouldBe("https://cdn.example/v.mp4");
        var task = await admin.Get($"/tasks/{id}");
        Ledger(task).ShouldBe(ledger);
        task.Text("internal", "upstream_task_id").ShouldBe(HeldUpstream.Job);
        (task.Text("attempts", 0, "outcome"), task.Text("attempts", 0, "detail")).ShouldBe(("accepted", HeldUpstream.Job));
        upstream.Creates.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task An_operator_cannot_undo_what_an_upstream_accepted_late(string engine)
    {
        database = await TestDatabase.On(engine);
        using var upstream = new HeldUpstream("legacy");
        await using var gateway = await Start(
            upstream, ("Submission:UnknownAfter", "00:00:00.010"), ("Polling:MaxInterval", "00:10:00"));
        using var admin = new Operator(gateway);
        var creating = gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        await Eventually.True(() => upstream.Creates == 1);
        database.MoveDue("1");
        await Eventually.True(() => database.Ask("SELECT state FROM tasks") == "failed");
        upstream.Accept();
        var id = await creating;
        (await admin.Refused("POST", $"/tasks/{id}/resolve", NotCreated)).ShouldBe((409, "conflict", ""));
    }

    [Theory, EachEngine]
    public async Task A_resend_is_an_attempt_and_nobody_decides_about_the_task_while_it_is_open(string engine)
    {
        database = await TestDatabase.On(engine);
        using var upstream = new HeldUpstream("apimart", drops: 1);
        await using var gateway = await Start(upstream, ("Upstreams:apimart:IdempotentResend", "true"));
        using var admin = new Operator(gateway);
        var id = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        await Eventually.True(() => upstream.Creates == 2);

        var task = await admin.Get($"/tasks/{id}");
        task.Text("internal", "state").ShouldBe("submitting");
        task.At("attempts").GetArrayLength().ShouldBe(2);
        (task.Text("attempts", 0, "outcome"), task.Text("attempts", 1, "outcome")).ShouldBe(("ambiguous", ""));
        task.Text("attempts", 1, "id").ShouldBe(task.Text("attempts", 0, "id"), "it is what the upstream knows it by");
        (await admin.Refused("POST", $"/tasks/{id}/resolve", NotCreated)).ShouldBe((409, "conflict", ""));
        (await admin.Refused("POST", $"/tasks/{id}/resolve", """{"outcome":"created","upstream_task_id":"x"}""")).ShouldBe((409, "conflict", ""));

        upstream.Accept();
        await gateway.Client.Wait(id, ["completed"]);
        task = await admin.Get($"/tasks/{id}");
        task.Text("attempts", 1, "outcome").ShouldBe("accepted");
        Ledger(task).ShouldBe("reserve 16/0, charge -16/16");
        upstream.Creates.ShouldBe(2);
    }

    [Theory, EachEngine]
    public async Task A_resend_that_was_open_when_the_process_died_is_taken_up_again(string engine)
    {
        database = await TestDatabase.On(engine);
        string id;
        using var upstream = new HeldUpstream("apimart", drops: 1);
        await using var gateway = await Start(upstream, ("Upstreams:apimart:IdempotentResend", "true"));
        id = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        await Eventually.True(() => upstream.Creates == 2);
        database.MoveDue("1");
        await Eventually.True(() => upstream.Creates >= 3);
        upstream.Accept();
        await gateway.Client.Wait(id, ["completed"]);
        database.Ask("SELECT COUNT(DISTINCT id) FROM attempts").ShouldBe("1");
        database.Ask("SELECT SUM(charged) FROM ledger").ShouldBe("16000000");
    }

    [Theory, EachEngine]
    public async Task A_resend_that_is_refused_proves_nothing(string engine)
    {
        database = await TestDatabase.On(engine);
        using var upstream = new HeldUpstream("apimart", drops: 1);
        await using var gateway = await Start(upstream, ("Upstreams:apimart:IdempotentResend", "true"));
        using var admin = new Operator(gateway);
        upstream.Reject();
        var id = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM attempts WHERE outcome = 'rejected'") is not "0");
        var task = await admin.Get($"/tasks/{id}");
        (task.Text("status"), task.Text("internal", "money")).ShouldBe(("queued", "reserved"));
    }

    [Theory, EachEngine]
    public async Task What_nobody_knows_any_more_is_a_warning(string engine)
    {
        database = await TestDatabase.On(engine);
        using var upstream = new HeldUpstream("legacy", drops: 1);
        await using var gateway = await Start(upstream, ("Submission:UnknownAfter", "00:00:00.200"));
        var id = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        await gateway.Finish(id);
        gateway.Log.Lines.ShouldContain(line => line.StartsWith($"Warning Task {id} Submitting -> Unknown", StringComparison.Ordinal));
        gateway.Log.Lines.ShouldContain(line => line.StartsWith($"Warning Task {id} Unknown -> Failed", StringComparison.Ordinal));
        gateway.Log.Lines.ShouldContain(line => line.StartsWith($"Information Task {id} opened", StringComparison.Ordinal));
    }

    private static string Ledger(JsonElement task) => string.Join(", ", task.At("ledger").EnumerateArray()
        .Select(line => $"{line.Text("kind")} {line.Text("reserved")}/{line.Text("charged")}"));

    private Task<GatewayHost> Start(HeldUpstream upstream, params (string, string?)[] settings) =>
        GatewayHost.Start(upstream.Url, database, [Operator.Setting, .. settings]);
}
