using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Crash.Checks;

namespace Gateway.Tests.Support;

/// <summary>The gateway as a process of its own, in a folder of its own, which can be killed and started again on what it left.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly TestFolder folder = new();
    private readonly SecretWatch secrets = new();
    private readonly HttpClient client;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private TaskCompletionSource<string> greeted = new();
    private Process? process;
    private TestDatabase? database;

    public GatewayProcess() => client = new HttpClient(new AnswerRecorder(secrets.Answers));

    /// <summary>As environment variables, on top of the shipped settings. May be changed between two starts.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        // The system chooses a port that is free, and the greeting says which.
        ["Urls"] = "http://127.0.0.1:0",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Shutdown__ListenFor"] = "00:00:00",
        ["Polling__InitialDelay"] = "00:00:00.050",
        ["Polling__Interval"] = "00:00:00.100",
        ["Polling__MaxInterval"] = "00:00:00.200",
    };

    /// <summary>After the program's name. May be changed between two starts.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>What becomes the program in the end: a command before its own. May be changed between two starts.</summary>
    public IReadOnlyList<string> Wrapper { get; set; } = [];

    /// <summary>The folder that the process works in.</summary>
    public TestFolder Folder => folder;

    /// <summary>Of the last process.</summary>
    public int Id => process!.Id;

    /// <summary>Where the last process listens, once it does.</summary>
    public Task<string> Url => greeted.Task;

    /// <summary>Everything that all processes wrote.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>What the last process wrote to stderr.</summary>
    public string Errors => string.Join('\n', errors);

    /// <summary>One client, and all upstreams at one sandbox.</summary>
    /// <param name="database">Null takes a file in its folder.</param>
    public static GatewayProcess At(SandboxHost upstreams, TestDatabase? database = null) => At(upstreams.Url, database);

    /// <param name="upstreams">Base URL that all upstreams stand below.</param>
    /// <param name="database">Null takes a file in its folder.</param>
    public static GatewayProcess At(string upstreams, TestDatabase? database = null)
    {
        var gateway = new GatewayProcess();
        gateway.Settings["Clients__0__Name"] = "film";
        gateway.Settings["Clients__0__Key"] = GatewayHost.Key;
        foreach (var name in new[] { "toapis", "apimart", "legacy" })
        {
            gateway.Settings[$"Upstreams__{name}__BaseUrl"] = $"{upstreams}/{name}";
            gateway.Settings[$"Upstreams__{name}__Keys__0__Id"] = "one";
            gateway.Settings[$"Upstreams__{name}__Keys__0__Secret"] = SandboxHost.Keys[0];
        }

        if (database is not null)
        {
            gateway.database = database;
            gateway.Settings["Storage__Provider"] = database.Provider;
            gateway.Settings["Storage__ConnectionString"] = database.ConnectionString;
        }

        return gateway;
    }

    /// <summary>Starts it and waits until it can work.</summary>
    public async Task Start(string key = GatewayHost.Key)
    {
        Launch();
        using var limit = new CancellationTokenSource(LongestStart);
        var exit = process!.WaitForExitAsync(limit.Token);
        (await Task.WhenAny(greeted.Task, exit)).ShouldBe(greeted.Task, $"The gateway ended: {Errors}");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var url = await greeted.Task;
        while (!(await client.GetAsync($"{url}/healthz/ready", limit.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Starts it and waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> Run()
    {
        Launch();
        return Ended();
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Begin() => Launch();

    public async Task<HttpResponseMessage> Get(string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await greeted.Task + path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var anonymous = new HttpClient(new AnswerRecorder(secrets.Answers));
        return await anonymous.SendAsync(request);
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await Ended();
    }

    /// <summary>As a supervisor that wants it to end does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Terminate()
    {
        await Signal();
        return await Ended();
    }

    /// <summary>Sends a signal, by which it is asked to end unless it is another, and waits for nothing.</summary>
    public async Task Signal(string signal = "TERM")
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(LongestStart);
        await process!.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async Task<HttpResponseMessage> Create(string body, string? idempotencyKey = null) => await client.Post(
        $"{await greeted.Task}{ClientCalls.Videos}", body, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    public async Task<string> Created(string body)
    {
        using var response = await Create(body);
        var task = await response.Json();
        response.IsSuccessStatusCode.ShouldBeTrue(task.ToString());
        return task.Text("id");
    }

    public async Task<JsonElement> Cancelled(string id)
    {
        using var response = await client.PostAsync($"{await greeted.Task}{ClientCalls.Videos}/{id}/cancel", null);
        return await response.Json();
    }

    /// <summary>Asks again and again until the task has one of these statuses.</summary>
    public async Task<JsonElement> Wait(string id, params string[] statuses)
    {
        using var limit = new CancellationTokenSource(LongestStart);
        while (true)
        {
            using var response = await client.GetAsync($"{await greeted.Task}/v1/videos/generations/{id}", limit.Token);
            var task = await response.Json();
            response.IsSuccessStatusCode.ShouldBeTrue(task.ToString());
            if (statuses.Contains(task.Text("status")))
            {
                return task;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await Kill();
        }

        process?.Dispose();
        client.Dispose();
        secrets.Learn(Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        foreach (var secret in database?.Secrets ?? [])
        {
            secrets.Learn(secret);
        }

        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => (Path.GetFileName(file), SecretCheck.Read(file)));
        var leaks = secrets.Search(output, [.. files, .. database?.Contents() ?? []]);
        folder.Dispose();
        leaks.ShouldBeEmpty();
    }

    private void Launch()
    {
        process?.Dispose();
        errors.Clear();
        greeted = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] command = [.. Wrapper, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Program, .. Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        var greeting = greeted;
        process.OutputDataReceived += (_, line) => Greeted(greeting, line.Data);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static void Greeted(TaskCompletionSource<string> greeting, string? line)
    {
        const string Greeting = "Gateway listens on ";
        if (line?.StartsWith(Greeting, StringComparison.Ordinal) == true)
        {
            greeting.TrySetResult(line[Greeting.Length..].Split(' ')[0]);
        }
    }

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Gateway.dll");
}
