using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>A whole gateway in this process: real HTTP, a real SQLite file, upstreams wherever the test wants them.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Key = "sk-test-film";
    public const string OtherKey = "sk-test-other-team";
    public const string NarrowKey = "sk-test-only-veo";

    private readonly WebApplication app;
    private readonly TestFolder? folder;

    private GatewayHost(WebApplication app, TestFolder? folder, CapturedLog log)
    {
        (this.app, this.folder, Log) = (app, folder, log);
        Client = NewClient(Key);
    }

    public CapturedLog Log { get; }

    public HttpClient Client { get; }

    public string Url => app.Urls.First();

    public IServiceProvider Services => app.Services;

    /// <param name="upstreams">Base URL that all three upstreams stand below; null leaves the shipped settings.</param>
    /// <param name="database">A file to keep; null takes one that goes with the host.</param>
    public static async Task<GatewayHost> Start(
        string? upstreams = null, string? database = null, IEnumerable<(string Key, string? Value)>? settings = null)
    {
        var folder = database is null ? new TestFolder() : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(
            Defaults(upstreams, database ?? folder!.File("gateway.db")).Concat(settings ?? [])
                .GroupBy(setting => setting.Key).Select(group => KeyValuePair.Create(group.Key, group.Last().Value)));
        var read = Settings.Read(builder.Configuration, isDevelopment: false);
        read.Faults.ShouldBeEmpty();

        var log = new CapturedLog();
        var app = GatewayApp.Build(builder, read, logging => logging.ClearProviders().AddProvider(log));
        (await Startup.Prepare(app.Services)).ShouldBeEmpty();
        await app.StartAsync();
        return new GatewayHost(app, folder, log);
    }

    public HttpClient NewClient(string? key)
    {
        var client = new HttpClient { BaseAddress = new Uri(Url) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public Task<HttpResponseMessage> Create(string body, params (string Name, string Value)[] headers) =>
        Post("/v1/videos/generations", body, headers);

    public async Task<HttpResponseMessage> Post(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async Task<JsonElement> Get(string id) => await (await Client.GetAsync($"/v1/videos/generations/{id}")).Json();

    /// <summary>Asks again and again until the task is terminal.</summary>
    public async Task<JsonElement> Finish(string id, int seconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            var task = await Get(id);
            if (task.Text("status") is "completed" or "failed")
            {
                return task;
            }

            await Task.Delay(25, limit.Token);
        }
    }

    /// <summary>Creates a task that has to be taken, and returns its id.</summary>
    public async Task<string> Created(string body, params (string Name, string Value)[] headers)
    {
        using var response = await Create(body, headers);
        var task = await response.Json();
        ((int)response.StatusCode).ShouldBe(200, task.ToString());
        return task.Text("id");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        folder?.Dispose();
    }

    private static IEnumerable<(string Key, string? Value)> Defaults(string? upstreams, string database)
    {
        yield return ("Urls", "http://127.0.0.1:0");
        yield return ("Storage:ConnectionString", $"Data Source={database}");
        yield return ("Polling:InitialDelay", "00:00:00.050");
        yield return ("Polling:Interval", "00:00:00.050");
        yield return ("Polling:MaxInterval", "00:00:00.200");
        yield return ("Clients:0:Name", "film");
        yield return ("Clients:0:Key", Key);
        yield return ("Clients:1:Name", "other");
        yield return ("Clients:1:Key", OtherKey);
        yield return ("Clients:2:Name", "narrow");
        yield return ("Clients:2:Key", NarrowKey);
        yield return ("Clients:2:Models:0", "veo3.1-fast");
        foreach (var name in upstreams is null ? [] : (string[])["toapis", "apimart", "legacy"])
        {
            yield return ($"Upstreams:{name}:BaseUrl", $"{upstreams}/{name}");
            yield return ($"Upstreams:{name}:Keys:0:Id", "one");
            yield return ($"Upstreams:{name}:Keys:0:Secret", SandboxHost.Keys[0]);
        }
    }
}
