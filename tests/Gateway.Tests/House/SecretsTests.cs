using System.Net.Http.Headers;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>Whatever happens, no key is found in a log, an answer or the database, and no prompt in a log.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private const string WrongKey = "sk-wrong-key-of-nobody";
    private const string Prompt = "Zebrafinch quartz lighthouse";

    private SandboxHost sandbox = null!;
    private GossipUpstream gossip = null!;
    private GatewayHost gateway = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Start();
        gossip = await GossipUpstream.Start();
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await gossip.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task No_secret_is_found_in_a_log_an_answer_or_the_database(string engine)
    {
        await Start(engine);
        await UseEverything();

        var kept = gateway.Database.Contents();
        if (engine == Engines.Sqlite)
        {
            kept.Select(file => file.Name).ShouldBe(["gateway.db", "gateway.db-wal", "gateway.db-shm", "gateway.db.lock"], ignoreOrder: true);
        }

        kept.ShouldContain(place => Contains(place.Bytes, Prompt), "the search finds what is there");
        kept.ShouldContain(place => Contains(place.Bytes, "[removed]"), "the gossip was stored, but not as it came");
        gateway.Secrets.Answers.Count.ShouldBeGreaterThan(20);
        gateway.Log.Lines.ShouldContain(line => line.StartsWith("Trace", StringComparison.Ordinal));

        gateway.Secrets.Search(gateway.Log.Lines, kept).ShouldBeEmpty();
        // A key that was cut is one to guess from.
        With(SandboxHost.Keys[0][..8], gateway.Log.Lines.Concat(gateway.Secrets.Answers)).ShouldBeEmpty();
        With(Prompt, gateway.Log.Lines).ShouldBeEmpty();
        With(new Uri(gossip.Url).Authority, gateway.Secrets.Answers).ShouldBeEmpty();
    }

    private async Task Start(string engine)
    {
        gateway = await GatewayHost.Start(
            sandbox.Url,
            settings:
            [
                ("Logging:LogLevel:Default", "Trace"),
                ("Upstreams:toapis:Keys:1:Id", "two"),
                ("Upstreams:toapis:Keys:1:Secret", SandboxHost.Keys[1]),
                ("Upstreams:apimart:BaseUrl", gossip.Url),
            ],
            engine: engine);
        client = gateway.NewClient(null);
        gateway.Secrets.Learn(WrongKey);
    }

    private async Task UseEverything()
    {
        string[] faults = ["none", "fail", "fail_policy", "reject", "content_policy", "server_error", "malformed", "reset_after", "poll_500+poll_malformed"];
        await Task.WhenAll(faults.Select(fault => Create($"toapis-{fault}", "toapis", $"{Prompt} [sandbox:{fault}]")));

        // These set keys aside, so nothing else could be tried beside them.
        await Create("toapis-limited", "toapis", $"{Prompt} [sandbox:rate_limited]");
        await Create("toapis-401", "toapis", $"{Prompt} [sandbox:poll_401]");
        sandbox.State.Script("legacy", "unauthorized");
        await Create("legacy", "legacy", Prompt);
        foreach (var status in new[] { 400, 422, 500, 503, 200, 401 })
        {
            gossip.Status = status;
            await Create($"gossip-{status}", "apimart", Prompt);
        }

        await Create("toapis-none", "toapis", $"{Prompt} [sandbox:none]");
        await Create("toapis-none", "toapis", $"{Prompt} of another body");
        await Send(HttpMethod.Post, "/v1/videos/generations/validate", GatewayHost.Key, Body(Prompt));
        await Send(HttpMethod.Post, "/v1/videos/generations", GatewayHost.Key, $$"""{"model":"{{Prompt}}","prompt":7,"sk":"x"}""");
        await Send(HttpMethod.Post, "/v1/videos/generations", GatewayHost.Key, $"{{\"prompt\":\"{Prompt}");
        await Send(HttpMethod.Post, "/v1/videos/generations", GatewayHost.NarrowKey, Body(Prompt));
        await Send(HttpMethod.Get, "/v1/videos/generations/video_none", GatewayHost.OtherKey);
        await Send(HttpMethod.Get, "/v1/models", WrongKey);
        await Send(HttpMethod.Post, "/v1/videos/generations", WrongKey, Body(Prompt));
        await Send(HttpMethod.Delete, "/v1/models", GatewayHost.OtherKey);
        await Send(HttpMethod.Get, "/openapi/v1.json", GatewayHost.Key);
    }

    private async Task Create(string idempotencyKey, string upstream, string prompt)
    {
        using var response = await Send(
            HttpMethod.Post, "/v1/videos/generations", GatewayHost.Key, Body(prompt), ("Idempotency-Key", idempotencyKey), ("X-Gateway-Upstream", upstream));
        if (response.Headers.Location is { } task)
        {
            await Follow(task.OriginalString);
        }
    }

    /// <summary>To its end, or for as long as a task takes that has one.</summary>
    private async Task Follow(string task)
    {
        for (var round = 0; round < 10; round++)
        {
            using var response = await Send(HttpMethod.Get, task, GatewayHost.Key);
            if ((await response.Json()).Text("status") is "completed" or "failed")
            {
                return;
            }

            await Task.Delay(50);
        }
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string key, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    private static string Body(string prompt) => $$"""{"model":"viduq3-pro","prompt":"{{prompt}}","duration":5}""";

    private static IEnumerable<string> With(string text, IEnumerable<string> lines) =>
        lines.Where(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
