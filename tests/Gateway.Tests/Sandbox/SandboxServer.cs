using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Sandbox;

/// <summary>The sandbox on a real socket, with a clock that moves only when told to: queued for 10 s, running for 100 s.</summary>
public sealed class SandboxServer : IAsyncLifetime
{
    public const string Key = "key-one";
    public const string OtherKey = "key-two";

    private readonly WebApplication app;
    private readonly ManualTime time = new();
    private HttpClient client = new();

    public SandboxServer() : this(journal: null)
    {
    }

    internal SandboxServer(string? journal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSandbox(new SandboxOptions
        {
            Keys = [Key, OtherKey],
            QueuedFor = TimeSpan.FromSeconds(10),
            RunsFor = TimeSpan.FromSeconds(100),
            Journal = journal,
        });
        app = builder.Build();
        app.MapSandbox("/sandbox");
    }

    public SandboxState State => app.Services.GetRequiredService<SandboxState>();

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/sandbox/"), Timeout = TimeSpan.FromSeconds(10) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>To the moment when a job made now would be in the middle of its run.</summary>
    public void LetItRun() => time.Advance(TimeSpan.FromSeconds(60));

    /// <summary>To a moment when a job made now is over.</summary>
    public void LetItEnd() => time.Advance(TimeSpan.FromSeconds(111));

    public void Advance(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    /// <param name="body">JSON; single quotes stand for double ones.</param>
    public Task<SandboxAnswer> Create(string upstream, string body, string? key = Key, string? idempotencyKey = null) =>
        Send(HttpMethod.Post, upstream + CreatePath(upstream), key, new StringContent(body.Replace('\'', '"'), Encoding.UTF8, "application/json"), idempotencyKey);

    public Task<SandboxAnswer> Poll(string upstream, string id, string? key = Key) =>
        Send(HttpMethod.Get, upstream + (upstream == "apimart" ? "/v1/tasks/" : CreatePath(upstream) + "/") + id, key);

    /// <summary>Makes a good job with these faults and returns its id, whatever the answer was.</summary>
    public async Task<string> Start(string upstream, string faults = "none")
    {
        State.Script(upstream, faults);
        (await Create(upstream, Good(upstream))).Status.ShouldBe(200);
        return State.Jobs[^1].Id;
    }

    public async Task<SandboxAnswer> Send(
        HttpMethod method, string path, string? key = null, HttpContent? content = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await client.SendAsync(request);
        return new SandboxAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);
    }

    public async Task<(HttpStatusCode Status, byte[] Bytes, HttpContentHeaders Headers)> Download(string url, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = range;
        var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers);
    }

    public static string CreatePath(string upstream) => upstream == "legacy" ? "/v1/video/generations" : "/v1/videos/generations";

    public static string Good(string upstream, string prompt = "a cat") => JsonSerializer.Serialize(new
    {
        model = upstream == "legacy" ? "viduq3p-720p" : "viduq3-pro",
        prompt,
        duration = 5,
    });
}
