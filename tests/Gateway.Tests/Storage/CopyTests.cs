using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Storage.Postgres;
using Gateway.Tests.Admin;
using Gateway.Tests.Callbacks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>A gateway on the copy goes on where the one on the file was.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    /// <summary>Two pool keys with a place each, and no poll: what runs goes on running, and what waits goes on waiting.</summary>
    private static readonly (string, string?)[] Still =
    [
        Operator.Setting,
        ("Upstreams:toapis:Keys:0:MaxInFlight", "1"),
        ("Upstreams:toapis:Keys:1:Id", "two"),
        ("Upstreams:toapis:Keys:1:Secret", SandboxHost.Keys[1]),
        ("Upstreams:toapis:Keys:1:MaxInFlight", "1"),
        ("Polling:InitialDelay", "01:00:00"),
        ("Polling:Interval", "01:00:00"),
        ("Polling:MaxInterval", "01:00:00"),
    ];

    private readonly TestFolder folder = new();
    private readonly List<string> ids = [];
    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;
    private string madeKey = "";

    private string File => folder.File("gateway.db");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.On(Engines.Postgres);
        upstreams = await SandboxHost.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await (upstreams?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [Fact]
    public async Task A_gateway_on_the_copy_gives_the_same_answers_and_ends_what_was_under_way()
    {
        IReadOnlyList<string> answers;
        await using (var gateway = await GatewayHost.Start(upstreams.Url, File, [Operator.Setting]))
        {
            await MakeEndedTasks(gateway);
        }

        await using (var gateway = await GatewayHost.Start(upstreams.Url, File, Still))
        {
            await MakeLiveTasks(gateway);
            answers = await Answers(gateway);
        }

        await Copies.Copy(File, database);
        Copies.ShouldBeEqual(File, database, isFull: false);
        await using (var gateway = await GatewayHost.Start(upstreams.Url, database, Still))
        {
            (await Answers(gateway)).ShouldBe(answers);
            await ShouldReplay(gateway);
        }

        await using (var gateway = await GatewayHost.Start(upstreams.Url, database, Still.Take(5)))
        {
            foreach (var id in ids.TakeLast(4))
            {
                // The sandbox knows no job of another key: each was polled with its own.
                (await gateway.Finish(id, 40)).Text("status").ShouldBe("completed");
            }

            using var client = gateway.NewClient(madeKey);
            (await client.Create(SeedExamples.Text)).EnsureSuccessStatusCode().Dispose();
        }

        database.Ask("SELECT COUNT(*) FROM (SELECT task_id FROM events WHERE kind IN ('completed', 'failed') GROUP BY task_id HAVING COUNT(*) > 1) AS twice").ShouldBe("0");
        database.Ask("SELECT SUM(reserved) || ' ' || SUM(charged) FROM ledger").ShouldBe(database.Ask("SELECT SUM(reserved) || ' ' || SUM(charged) FROM spending WHERE account = 'team'"));
    }

    [Fact]
    public async Task An_attempt_that_was_open_is_asked_after_and_never_sent_again()
    {
        await using var killed = GatewayProcess.At(upstreams);
        foreach (var other in (string[])["apimart", "legacy"])
        {
            killed.Settings[$"Upstreams__{other}__Enabled"] = "false";
        }

        upstreams.State.Script("toapis", "slow:2");
        await killed.Start();
        var create = killed.Create(SeedExamples.Text);
        await Eventually.True(() => upstreams.State.Jobs.Count == 1);
        await killed.Kill();
        await Should.ThrowAsync<HttpRequestException>(create);

        await Copies.Copy(killed.Folder.File("data/gateway.db"), database);
        await using var gateway = await GatewayHost.Start(
            upstreams.Url, database, services: services => services.AddSingleton(new ReplicaTerms(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1))));
        (await gateway.Finish(database.Ask("SELECT id FROM tasks"), 40)).Text("status").ShouldBe("completed");
        database.Ask("SELECT string_agg(kind, ' ' ORDER BY id) FROM events").ShouldContain("unknown");
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_still_to_be_told_is_told_by_the_gateway_on_the_copy()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = _ => Task.FromResult(503);
        await using (var gateway = await GatewayHost.Start(upstreams.Url, File, Receiver.Settings))
        {
            await gateway.Created(receiver.Request());
            await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM callback_tries") == "1");
        }

        var before = await receiver.Next();
        await Copies.Copy(File, database);
        Copies.ShouldBeEqual(File, database, isFull: false);
        receiver.Answer = _ => Task.FromResult(204);
        await using (var gateway = await GatewayHost.Start(upstreams.Url, database, Receiver.Settings))
        {
            var after = await receiver.Next(2);
            (after.Id, after.Body).ShouldBe((before.Id, before.Body));
            // Signed by the same secret: only the time differs.
            var secret = (await gateway.Services.GetRequiredService<CallbackSecrets>().Signing("film")).ShouldHaveSingleItem();
            foreach (var message in (Receiver.Message[])[before, after])
            {
                var at = Instant.OfSeconds(long.Parse(message.Headers[StandardWebhook.TimestampHeader], CultureInfo.InvariantCulture));
                message.Signatures.ShouldBe([StandardWebhook.Signature([secret], message.Id, at, Encoding.UTF8.GetBytes(message.Body))]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_file_of_an_earlier_schema_is_copied_as_one_of_todays_and_stays_as_it_is(int schema)
    {
        SqliteFile.OfSchema(File, schema);
        foreach (var migration in Directory.GetFiles(Repository.PathOf("src", "Gateway", "Storage", "Sqlite", "Migrations")).Order().Take(schema))
        {
            SqliteFile.Execute(File, await System.IO.File.ReadAllTextAsync(migration));
        }

        SqliteFile.Execute(File,
            """
            PRAGMA journal_mode = WAL;
            INSERT INTO tasks (id, team, key_id, request_id, model, price_micros, state, money, status, progress, created_at, routes, due_at, silences, not_founds, missing_urls, version, request)
            VALUES ('video_1', 'film', 'config:film', 'req_1', 'viduq3-pro', 5, 'queued', 'reserved', 'queued', 0, 7, 'toapis', 77, 0, 0, 0, 0, '{}');
            INSERT INTO rates (account, id, full_at) VALUES ('key', 'config:film', 1);
            """);
        var before = Hash();
        (await Copies.Copy(File, database)).ShouldContain($"The file is at schema {schema}");
        database.Ask("SELECT id || ' ' || due_at FROM tasks").ShouldBe("video_1 77");
        database.Ask("SELECT string_agg(account || id || live || COALESCE(rate_full_at, 0), ' ' ORDER BY account) FROM accounts").ShouldBe("keyconfig:film11 teamfilm10");
        Hash().ShouldBe(before);
        SqliteFile.Ask(File, "SELECT MAX(number) FROM migrations").ShouldBe($"{schema}");
    }

    [Fact]
    public async Task Text_that_PostgreSQL_does_not_take_is_replaced_as_it_is_when_a_gateway_writes_it()
    {
        await Copies.Empty(File);
        Copies.Fill(File, 1);
        SqliteFile.Execute(File, "UPDATE tasks SET error_message = 'a' || char(0) || 'b', error_code = CAST(x'61FF62' AS TEXT), result_url = ''");
        await Copies.Copy(File, database);
        database.Ask("SELECT error_message || ' ' || error_code || ' ' || (result_url = '') FROM tasks").ShouldBe("a\uFFFDb a\uFFFDb true");
    }

    private async Task MakeEndedTasks(GatewayHost gateway)
    {
        using var admin = new Operator(gateway);
        var made = await admin.Done("POST", "/keys", """{"name":"made","team":"film","max_concurrent_tasks":50,"budget":{"amount":1000,"period":"month"}}""");
        madeKey = made.Text("key");
        var revoked = await admin.Done("POST", "/keys", Operator.NewKey);
        await admin.Send("DELETE", $"/keys/{revoked.Text("id")}");
        await admin.Done("PUT", "/teams/film", """{"max_concurrent_tasks":70}""");
        await admin.Done("POST", "/upstreams/apimart/keys/one/disable");
        ids.Add(await gateway.Created(SeedExamples.Text, ("Idempotency-Key", "first")));
        ids.Add(await gateway.Created(SeedExamples.WithFault("fail")));
        foreach (var id in ids)
        {
            await gateway.Finish(id);
        }

        ids.Add(await gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy")));
    }

    private async Task MakeLiveTasks(GatewayHost gateway)
    {
        using var client = gateway.NewClient(madeKey);
        for (var number = 0; number < 4; number++)
        {
            using var answer = await client.Create(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"), ("Idempotency-Key", $"live-{number}"));
            ids.Add((await answer.Json()).Text("id"));
        }

        using var admin = new Operator(gateway);
        foreach (var (id, state) in ids.Zip((string[])["completed", "failed", "unknown", "polling", "polling", "queued", "queued"]))
        {
            (await admin.Get($"/tasks/{id}")).Text("internal", "state").ShouldBe(state);
        }
    }

    private async Task<IReadOnlyList<string>> Answers(GatewayHost gateway)
    {
        using var admin = new Operator(gateway);
        using var client = gateway.NewClient(madeKey);
        var answers = new List<string>();
        foreach (var id in ids)
        {
            answers.Add($"{await gateway.Get(id)}");
            answers.Add($"{await admin.Get($"/tasks/{id}")}");
        }

        foreach (var path in (string[])["/tasks?limit=100", "/keys", "/teams/film", "/upstreams", "/usage?group_by=team,key,model,upstream"])
        {
            answers.Add($"{await admin.Get(path)}");
        }

        answers.Add(await gateway.Client.GetStringAsync("/v1/usage"));
        answers.Add(await client.GetStringAsync("/v1/usage"));
        return answers;
    }

    private async Task ShouldReplay(GatewayHost gateway)
    {
        using var first = await gateway.Create(SeedExamples.Text, ("Idempotency-Key", "first"));
        first.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await first.Json()).Text("id").ShouldBe(ids[0]);
        using var client = gateway.NewClient(madeKey);
        using var last = await client.Create(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"), ("Idempotency-Key", "live-3"));
        (await last.Json()).Text("id").ShouldBe(ids[^1]);
    }

    private string Hash() => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(File)));
}
