using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>A whole gateway in this process: real HTTP, a real database, upstreams wherever the test wants them.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Key = "sk-test-film";
    public const string OtherKey = "sk-test-other-team";
    public const string NarrowKey = "sk-test-only-veo";

    private readonly WebApplication app;
    private readonly bool ownsDatabase;

    private GatewayHost(WebApplication app, TestDatabase database, bool ownsDatabase, CapturedLog log)
    {
        (this.app, Database, this.ownsDatabase, Log) = (app, database, ownsDatabase, log);
        Secrets.Learn(app.Configuration.AsEnumerable());
        foreach (var secret in database.Secrets)
        {
            Secrets.Learn(secret);
        }

        Client = NewClient(Key);
        Unrecorded = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public TestDatabase Database { get; }

    public CapturedLog Log { get; }

    public SecretWatch Secrets { get; } = new();

    public HttpClient Client { get; }

    /// <summary>Nothing of its answers is kept, as is needed where one never ends, and it sends no key by itself.</summary>
    public HttpClient Unrecorded { get; }

    public string Url => app.Urls.First();

    public IServiceProvider Services => app.Services;

    /// <param name="file">SQLite's, to keep.</param>
    public static Task<GatewayHost> Start(
        string? upstreams, string file, IEnumerable<(string Key, string? Value)>? settings = null, Action<IServiceCollection>? services = null) =>
        Start(upstreams, new SqliteDatabase(file), settings, services);

    /// <param name="upstreams">Base URL that all three upstreams stand below; null leaves the shipped settings.</param>
    /// <param name="database">One to keep; null takes one that goes with the host.</param>
    /// <param name="services">What stands in for a part of the gateway that has its own way otherwise.</param>
    /// <param name="engine">Of the database that goes with the host.</param>
    public static async Task<GatewayHost> Start(
        string? upstreams = null,
        TestDatabase? database = null,
        IEnumerable<(string Key, string? Value)>? settings = null,
        Action<IServiceCollection>? services = null,
        string engine = Engines.Sqlite)
    {
        var store = database ?? await TestDatabase.On(engine);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(
            Defaults(upstreams, store).Concat(settings ?? [])
                .GroupBy(setting => setting.Key).Select(group => KeyValuePair.Create(group.Key, group.Last().Value)));
        var read = Settings.Read(builder.Configuration, isDevelopment: false);
        read.Faults.ShouldBeEmpty();

        services?.Invoke(builder.Services);
        var log = new CapturedLog();
        var app = GatewayApp.Build(builder, read, logging => logging.ClearProviders().AddProvider(log));
        (await Startup.Prepare(app.Services)).ShouldBeEmpty();
        await app.StartAsync();
        return new GatewayHost(app, store, ownsDatabase: database is null, log);
    }

    public HttpClient NewClient(string? key)
    {
        var client = new HttpClient(new AnswerRecorder(Secrets.Answers)) { BaseAddress = new Uri(Url) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public Task<HttpResponseMessage> Create(string body, params (string Name, string Value)[] headers) => Client.Create(body, headers);

    public Task<HttpResponseMessage> Post(string path, string body) => Client.Post(path, body);

    public Task<JsonElement> Get(string id) => Client.Task(id);

    /// <summary>Asks again and again until the task is terminal.</summary>
    public Task<JsonElement> Finish(string id, int seconds = 20) => Client.Wait(id, ["completed", "failed"], seconds);

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
        Unrecorded.Dispose();
        await app.DisposeAsync();
        var leaks = Secrets.Search(Log.Lines, Database.Contents());
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }

        leaks.ShouldBeEmpty();
    }

    private static IEnumerable<(string Key, string? Value)> Defaults(string? upstreams, TestDatabase database)
    {
        yield return ("Urls", "http://127.0.0.1:0");
        yield return ("Storage:Provider", database.Provider);
        yield return ("Storage:ConnectionString", database.ConnectionString);
        yield return ("Storage:ListenConnectionString", database.ListenConnectionString);
        yield return ("Polling:InitialDelay", "00:00:00.050");
        yield return ("Polling:Interval", "00:00:00.050");
        yield return ("Polling:MaxInterval", "00:00:00.200");
        // Where the upstreams of tests are.
        yield return ("Results:AllowedNetworks:0", "127.0.0.0/8");
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
