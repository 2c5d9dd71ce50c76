using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Callbacks;

/// <summary>A whole gateway tells a receiver of every task's end.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        receiver = await Receiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task The_end_of_a_task_is_told_signed_and_once(string engine)
    {
        await using var gateway = await Start(engine, ("Results:Links", "gateway"));
        using var admin = new Operator(gateway);
        var id = await gateway.Created(receiver.Request());
        var message = await receiver.Next();

        message.Type.ShouldBe("video.completed");
        message.Headers["Content-Type"].ShouldBe("application/json");
        message.Headers.ContainsKey("traceparent").ShouldBeFalse();
        message.Json.At("data").ToString().ShouldBe((await gateway.Get(id)).ToString());
        message.Json.At("data", "result", "data")[0].Text("url").ShouldContain("/content?expires=");
        DateTimeOffset.Parse(message.Json.Text("timestamp"), CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        var secret = (await admin.Get("/teams/film/callback_secrets")).At("data")[0].Text("secret");
        message.Signatures.ShouldBe([message.SignatureBy(secret)]);

        var row = await Ended(admin, id);
        (row.Text("id"), row.Text("status"), row.At("tries").GetArrayLength()).ShouldBe((message.Id, "delivered", 1));
        row.At("tries")[0].At("http_status").GetInt32().ShouldBe(204);
        receiver.Messages.Count.ShouldBe(1);
        // It is counted after it is written.
        await Eventually.True(async () => (await gateway.Client.GetStringAsync("/metrics")).Contains("""gateway_callbacks_total{result="delivered"} 1""", StringComparison.Ordinal));
        foreach (var (name, bytes) in gateway.Database.Contents())
        {
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, name);
            bytes.AsSpan().IndexOf(Convert.FromBase64String(secret[6..])).ShouldBe(-1, name);
        }
    }

    [Theory, EachEngine]
    public async Task Every_other_end_is_told_too(string engine)
    {
        await using var gateway = await Start(engine, ("Upstreams:toapis:Keys:0:MaxInFlight", "1"), ("Upstreams:apimart:Enabled", "false"), ("Upstreams:legacy:Enabled", "false"));
        await gateway.Created(receiver.Request("A cat [sandbox:fail]"));
        (await receiver.Next()).Json.Text("data", "error", "code").ShouldBe("generation_failed");

        using (var refused = await gateway.Create(receiver.Request("A cat [sandbox:content_policy]")))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await receiver.Next(2)).Json.Text("data", "error", "code").ShouldBe("content_policy_violation");

        await gateway.Created(SeedExamples.WithFault("never_ends"));
        var queued = await gateway.Created(receiver.Request());
        using (await gateway.Post($"{ClientCalls.Videos}/{queued}/cancel", "")) { }

        var last = await receiver.Next(3);
        (last.Json.Text("data", "id"), last.Json.Text("data", "error", "code"), last.Json.Text("data", "usage", "state")).ShouldBe((queued, "cancelled", "refunded"));
        receiver.Messages.ShouldAllBe(message => message.Type == "video.failed");
    }

    [Fact]
    public async Task A_callback_url_is_part_of_what_an_idempotent_repeat_must_repeat()
    {
        await using var gateway = await Start(Engines.Sqlite);
        var id = await gateway.Created(receiver.Request(), ("Idempotency-Key", "one"));
        (await gateway.Created(receiver.Request(), ("Idempotency-Key", "one"))).ShouldBe(id);
        using var other = await gateway.Create("""{"model":"viduq3-pro","prompt":"A cat","duration":5,"callback_url":"https://example.com/"}""", ("Idempotency-Key", "one"));
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await receiver.Next();
    }

    [Theory, EachEngine]
    public async Task Gone_ends_it_and_a_replay_sends_the_same_message_again(string engine)
    {
        await using var gateway = await Start(engine);
        using var admin = new Operator(gateway);
        receiver.Answer = _ => Task.FromResult(410);
        var id = await gateway.Created(receiver.Request());
        var row = await Ended(admin, id);
        (row.Text("status"), row.At("tries")[0].Text("problem")).ShouldBe(("failed", "gone"));

        receiver.Answer = _ => Task.FromResult(200);
        (await admin.Done("POST", $"/callbacks/{row.Text("id")}/replay")).Text("status").ShouldBe("pending");
        (await receiver.Next(2)).Id.ShouldBe(row.Text("id"));
        row = await Ended(admin, id);
        (row.Text("status"), row.At("tries").GetArrayLength()).ShouldBe(("delivered", 2));
        (await admin.Get("/audit")).At("data")[0].Text("action").ShouldBe("callback.replay");
        (await admin.Refused("POST", "/callbacks/msg_none/replay")).Status.ShouldBe(404);
        (await admin.Get("/callbacks?status=failed")).At("data").GetArrayLength().ShouldBe(0);
        (await admin.Get("/callbacks?team=film&status=delivered")).At("data").GetArrayLength().ShouldBe(1);
        (await admin.Get("/callbacks?team=other")).At("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(302, "http_302")]
    [InlineData(500, "http_500")]
    public async Task A_redirect_and_an_error_are_failures_that_are_tried_again(int status, string problem)
    {
        await using var gateway = await Start(Engines.Sqlite);
        using var admin = new Operator(gateway);
        receiver.Answer = http =>
        {
            http.Response.Headers.Location = receiver.Url + "/elsewhere";
            return Task.FromResult(status);
        };
        var id = await gateway.Created(receiver.Request());
        await receiver.Next();
        await Tried(admin, id);
        var row = await Row(admin, id);
        (row.Text("status"), row.At("tries")[0].Text("problem")).ShouldBe(("pending", problem));
        row.At("receiver", "failing_since").ValueKind.ShouldBe(JsonValueKind.Number);
        (row.At("next_try_at").GetInt64() - row.At("tries")[0].At("at").GetInt64()).ShouldBeInRange(4, 7);
        receiver.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_leads_into_a_closed_network_is_not_called()
    {
        using var trap = new Trap();
        await using var gateway = await Start(Engines.Sqlite, ("Callbacks:AllowedNetworks:0", "10.99.0.0/16"));
        using var admin = new Operator(gateway);
        var id = await gateway.Created($$"""{"model":"viduq3-pro","prompt":"A cat","duration":5,"callback_url":"https://localhost:{{trap.Port}}/hook"}""");
        await Tried(admin, id);
        var row = await Row(admin, id);
        (row.Text("status"), row.At("tries")[0].Text("problem")).ShouldBe(("pending", "address_not_allowed"));
        trap.Pending.ShouldBeFalse();
    }

    [Theory, EachEngine]
    public async Task During_a_rotation_both_secrets_sign(string engine)
    {
        await using var gateway = await Start(engine);
        using var admin = new Operator(gateway);
        var old = (await admin.Get("/teams/film/callback_secrets")).At("data")[0].Text("secret");
        var rotated = (await admin.Done("POST", "/teams/film/callback_secrets/rotate")).At("data");
        (rotated.GetArrayLength(), rotated[1].Text("secret")).ShouldBe((2, old));
        rotated[0].At("expires_at").ValueKind.ShouldBe(JsonValueKind.Null);
        (await admin.Refused("POST", "/teams/film/callback_secrets/rotate")).Status.ShouldBe(409);

        await gateway.Created(receiver.Request());
        var message = await receiver.Next();
        message.Signatures.ShouldBe([message.SignatureBy(rotated[0].Text("secret")), message.SignatureBy(old)]);

        var alone = (await admin.Done("POST", "/teams/film/callback_secrets/rotate", """{"overlap_seconds":0}""")).At("data");
        (alone.GetArrayLength(), alone[0].At("version").GetInt32()).ShouldBe((1, 3));
        await gateway.Created(receiver.Request());
        (await receiver.Next(2)).Signatures.ShouldBe([receiver.Messages.Last().SignatureBy(alone[0].Text("secret"))]);
        (await admin.Get("/audit")).At("data").EnumerateArray().Select(line => line.Text("action")).ShouldBe(["callback_secret.rotate", "callback_secret.rotate"]);
    }

    [Fact]
    public async Task A_viewer_sees_callbacks_and_no_secret()
    {
        await using var gateway = await Start(Engines.Sqlite, ("Admin:Operators:0:Name", "eve"), ("Admin:Operators:0:Key", "viewers-key-of-the-tests"), ("Admin:Operators:0:Role", "viewer"));
        using var viewer = new Operator(gateway, "viewers-key-of-the-tests");
        (await viewer.Refused("GET", "/teams/film/callback_secrets")).Status.ShouldBe(403);
        (await viewer.Refused("POST", "/teams/film/callback_secrets/rotate")).Status.ShouldBe(403);
        (await viewer.Get("/callbacks")).At("data").GetArrayLength().ShouldBe(0);
        (await viewer.Refused("GET", "/callbacks?status=lost")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Receivers_that_hang_hold_up_no_other()
    {
        await using var gateway = await Start(Engines.Sqlite);
        using var release = new CancellationTokenSource();
        var hanging = new List<Receiver>();
        for (var i = 0; i < 10; i++)
        {
            hanging.Add(await Receiver.Start());
            hanging[^1].Answer = async _ =>
            {
                await Task.Delay(Timeout.Infinite, release.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return 200;
            };
        }

        // More than may be under way at all.
        await Task.WhenAll(hanging.SelectMany(one => Enumerable.Range(0, 4).Select(_ => gateway.Created(one.Request()))));
        await Eventually.True(() => hanging.Sum(one => one.Messages.Count) >= 10);
        for (var i = 0; i < 10; i++)
        {
            await gateway.Created(receiver.Request());
        }

        await receiver.Next(10);
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM callbacks WHERE status = 'delivered'") == "10");
        // Nobody has given up on one that hangs, so none of them has made room.
        gateway.Database.Ask("SELECT COUNT(*) FROM callback_tries WHERE problem IS NOT NULL").ShouldBe("0");
        await release.CancelAsync();
        foreach (var one in hanging)
        {
            await one.DisposeAsync();
        }
    }

    private static async Task<JsonElement> Row(Operator admin, string taskId) => (await admin.Get($"/callbacks?task={taskId}")).At("data")[0];

    private static Task Tried(Operator admin, string taskId) => Eventually.True(
        async () => (await admin.Get($"/callbacks?task={taskId}")).At("data") is var rows && rows.GetArrayLength() > 0 && rows[0].At("tries").GetArrayLength() == 1, 30);

    private static async Task<JsonElement> Ended(Operator admin, string taskId)
    {
        await Eventually.True(async () => (await admin.Get($"/callbacks?task={taskId}")).At("data") is var rows && rows.GetArrayLength() > 0 && rows[0].Text("status") != "pending", 30);
        return await Row(admin, taskId);
    }

    private Task<GatewayHost> Start(string engine, params (string Key, string? Value)[] settings) =>
        GatewayHost.Start(upstreams.Url, settings: [.. Receiver.Settings, Operator.Setting, .. settings], engine: engine);
}
