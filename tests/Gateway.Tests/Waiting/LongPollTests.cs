using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Tests.Admin;
using Gateway.Tests.Replicas;
using Gateway.Tests.Support;
using Gateway.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Waiting;

/// <summary><c>?wait=</c>: a client asks once and is answered when there is news.</summary>
public sealed class LongPollTests : IAsyncLifetime
{
    private static readonly string Endless = SeedExamples.WithFault("never_ends", duration: 1);
    private const string Cheap = """{"model":"viduq3-pro","prompt":"A cat","duration":1}""";
    private static readonly (string Name, string Value) Legacy = ("X-Gateway-Upstream", "legacy");

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    private Waiters Waiters => gateway.Services.GetRequiredService<Waiters>();

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task Each_answer_is_news_and_the_last_one_the_end(string engine)
    {
        await Start(engine);
        var seen = await gateway.Get(await gateway.Created(Cheap));
        var watch = Stopwatch.StartNew();
        while (seen.Text("status") is not "completed")
        {
            var (status, next) = await Wait(seen.Text("id"), 30);
            status.ShouldBe(200);
            (next.Text("status"), next.Text("progress")).ShouldNotBe((seen.Text("status"), seen.Text("progress")));
            seen = next;
        }

        (await Wait(seen.Text("id"), 60)).Task.ToString().ShouldBe(seen.ToString(), "a task that has ended is answered at once");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        Waiters.Count.ShouldBe(0);
    }

    [Theory, EachEngine]
    public async Task Without_news_the_task_is_answered_when_the_time_is_over_and_a_moved_place_is_none(string engine)
    {
        await Start(engine);
        await gateway.Created(Endless, Legacy);
        var before = await gateway.Created(Cheap, Legacy);
        var id = await gateway.Created(Cheap, Legacy);
        (await gateway.Get(id)).Text("metadata", "queue_position").ShouldBe("2");
        var watch = Stopwatch.StartNew();
        var waiting = Wait(id, 2);
        await Eventually.True(() => Waiters.Count == 1);
        using (await gateway.Post($"/v1/videos/generations/{before}/cancel", ""))
        {
        }

        var (status, task) = await waiting;
        (status, task.Text("status"), task.Text("metadata", "queue_position")).ShouldBe((200, "queued", "1"));
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task Who_knows_the_task_as_it_was_is_answered_at_once_and_who_knows_it_as_it_is_waits()
    {
        await Start(Engines.Sqlite);
        await gateway.Created(Endless, Legacy);
        var id = await gateway.Created(Cheap, Legacy);
        var tag = await Tag(id, null, 200);
        await Tag(id, tag, 304);
        var watch = Stopwatch.StartNew();
        (await Wait(id, 1, tag)).Status.ShouldBe(200);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
        watch.Restart();
        (await Wait(id, 60, "\"another\"")).Status.ShouldBe(200);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_key_holds_as_many_waiting_calls_as_it_may_and_who_leaves_is_forgotten()
    {
        await Start(Engines.Sqlite, ("Waiting:PerKey", "2"));
        var id = await gateway.Created(Endless);
        using var leaving = new CancellationTokenSource();
        var held = new[] { gateway.Client.GetAsync($"/v1/videos/generations/{id}?wait=60", leaving.Token), gateway.Client.GetAsync($"/v1/videos/generations/{id}/events", leaving.Token) };
        await Eventually.True(() => Waiters.Count == 2);
        var (status, refusal) = await Wait(id, 60);
        (status, refusal.Text("error", "code")).ShouldBe((429, "concurrency_limit_exceeded"));
        using (var stream = await gateway.Client.GetAsync($"/v1/videos/generations/{id}/events"))
        {
            ((int)stream.StatusCode).ShouldBe(429);
            stream.Headers.RetryAfter.ShouldNotBeNull();
        }

        await leaving.CancelAsync();
        foreach (var call in held)
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }

        await Eventually.True(() => Waiters.Count == 0);
        (await Wait(id, 1)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_revoked_key_waits_no_longer()
    {
        await Start(Engines.Sqlite);
        using var admin = new Operator(gateway);
        var (_, made) = await admin.Send("POST", "/keys", """{"name":"short","team":"film"}""");
        var id = await gateway.Created(Endless);
        using var client = gateway.NewClient(made.Text("key"));
        var waiting = client.GetAsync($"/v1/videos/generations/{id}?wait=60");
        var stream = client.GetAsync($"/v1/videos/generations/{id}/events");
        await Eventually.True(() => Waiters.Count == 2);
        await admin.Send("DELETE", $"/keys/{made.Text("id")}");
        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        ((int)answer.StatusCode).ShouldBe(401);
        using var ended = await stream.WaitAsync(TimeSpan.FromSeconds(20));
        ended.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_drain_answers_at_once()
    {
        await Start(Engines.Sqlite);
        var id = await gateway.Created(Endless);
        var waiting = Wait(id, 60);
        var stream = gateway.Client.GetAsync($"/v1/videos/generations/{id}/events");
        await Eventually.True(() => Waiters.Count == 2);
        gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(20))).Status.ShouldBe(200);
        using var ended = await stream.WaitAsync(TimeSpan.FromSeconds(20));
        ended.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public async Task A_wait_that_is_none_is_refused(string wait)
    {
        await Start(Engines.Sqlite);
        using var answer = await gateway.Client.GetAsync($"/v1/videos/generations/{await gateway.Created(Cheap)}?wait={wait}");
        var error = await answer.Json();
        ((int)answer.StatusCode, error.Text("error", "param")).ShouldBe((400, "wait"));
    }

    [Fact]
    public async Task Another_teams_task_is_not_waited_for()
    {
        await Start(Engines.Sqlite);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        var id = await gateway.Created(Endless);
        using var answer = await other.GetAsync($"/v1/videos/generations/{id}?wait=60");
        ((int)answer.StatusCode).ShouldBe(404);
        using var stream = await other.GetAsync($"/v1/videos/generations/{id}/events");
        ((int)stream.StatusCode).ShouldBe(404);
        Waiters.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_change_that_another_replica_makes_is_heard()
    {
        await using var replicas = await TwoReplicas.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1")]);
        await replicas.First.Created(Endless, Legacy);
        var id = await replicas.First.Created(Cheap, Legacy);
        var waiting = replicas.Second.Client.GetAsync($"/v1/videos/generations/{id}?wait=60");
        await Eventually.True(() => replicas.Second.Services.GetRequiredService<Waiters>().Count == 1);
        using (await replicas.First.Post($"/v1/videos/generations/{id}/cancel", ""))
        {
        }

        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        (await answer.Json()).Text("error", "code").ShouldBe("cancelled");
    }

    private async Task Start(string engine, params (string Key, string? Value)[] settings) => gateway = await GatewayHost.Start(
        upstreams.Url, settings: [Operator.Setting, ("Upstreams:legacy:Keys:0:MaxInFlight", "1"), .. settings], engine: engine);

    private async Task<(int Status, JsonElement Task)> Wait(string id, int seconds, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/videos/generations/{id}?wait={seconds}");
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        }

        using var answer = await gateway.Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Json());
    }

    private async Task<string> Tag(string id, string? known, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/videos/generations/{id}");
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        }

        using var answer = await gateway.Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(expected);
        return answer.Headers.ETag!.ToString();
    }
}
