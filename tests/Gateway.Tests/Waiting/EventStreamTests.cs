using Gateway.Tests.Support;
using Gateway.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Waiting;

/// <summary><c>/events</c>: a task's states as they come.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private static readonly string Endless = SeedExamples.WithFault("never_ends", duration: 1);
    private const string Cheap = """{"model":"viduq3-pro","prompt":"A cat","duration":1}""";
    private static readonly (string Name, string Value) Legacy = ("X-Gateway-Upstream", "legacy");

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task It_begins_with_the_task_as_it_is_and_ends_with_its_end(string engine)
    {
        await Start(engine);
        var id = await gateway.Created(Cheap);
        using var answer = await gateway.Client.GetAsync($"/v1/videos/generations/{id}/events");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var events = Events(await answer.Content.ReadAsStringAsync());
        events.ShouldAllBe(one => one.Kind == "task");
        events.Select(one => one.Id).ShouldBe(events.Select(one => one.Id).Distinct().OrderBy(long.Parse));
        events[^1].Data.AsJson().ToString().ShouldBe((await gateway.Get(id)).ToString());
        events[^1].Data.AsJson().Text("status").ShouldBe("completed");

        // A browser connects again by itself, and is told to stop.
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/videos/generations/{id}/events");
        again.Headers.Add("Last-Event-ID", events[^1].Id);
        using var stop = await gateway.Client.SendAsync(again);
        ((int)stop.StatusCode).ShouldBe(204);
        Events(await gateway.Client.GetStringAsync($"/v1/videos/generations/{id}/events")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_nothing_happens_there_are_heartbeats_and_a_fresh_place_in_the_queue()
    {
        await Start(Engines.Sqlite);
        await gateway.Created(Endless, Legacy);
        var before = await gateway.Created(Cheap, Legacy);
        var id = await gateway.Created(Cheap, Legacy);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = gateway.Client.DefaultRequestHeaders.Authorization;
        await using var stream = await client.GetStreamAsync($"{gateway.Url}/v1/videos/generations/{id}/events");
        using var lines = new StreamReader(stream);
        await Read(lines, line => line.Contains("\"queue_position\":2", StringComparison.Ordinal));
        await Read(lines, line => line == ": heartbeat");
        using (await gateway.Post($"/v1/videos/generations/{before}/cancel", ""))
        {
        }

        await Read(lines, line => line.Contains("\"queue_position\":1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_takes_only_events_is_not_refused_for_it()
    {
        await Start(Engines.Sqlite);
        var id = await gateway.Created(Cheap);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/videos/generations/{id}/events");
        request.Headers.Add("Accept", "text/event-stream");
        using var answer = await gateway.Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    private static IReadOnlyList<(string Kind, string Id, string Data)> Events(string body) =>
    [
        .. from part in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
           let fields = part.Split('\n').Where(line => !line.StartsWith(':')).Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1])
           where fields.ContainsKey("event")
           select (fields["event"], fields["id"], fields["data"]),
    ];

    private static async Task Read(StreamReader lines, Func<string, bool> until)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            if (until(line))
            {
                return;
            }
        }

        throw new InvalidOperationException("the stream has ended");
    }

    private async Task Start(string engine) => gateway = await GatewayHost.Start(
        upstreams.Url,
        settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1")],
        services: services => services.AddSingleton(new WaitingTerms(TimeSpan.FromMilliseconds(300))),
        engine: engine);
}
