using System.Diagnostics;
using System.Text.Json;
using Gateway.Benchmarks.Roles;

namespace Gateway.Benchmarks.Processes;

/// <summary>One process of the run, started from this very build.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new();
    private readonly Process process;
    private readonly Task said;

    private readonly Child? twin;

    private Child(string name, Process process, Uri url, Child? twin)
    {
        (Name, this.process, Url, this.twin) = (name, process, url, twin);
        said = PassAll();
    }

    public string Name { get; }

    public Uri Url { get; }

    /// <summary>Its own, and its twin's.</summary>
    public IReadOnlyList<Uri> Urls => twin is null ? [Url] : [Url, twin.Url];

    /// <summary>Together with its twin's.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime + (twin?.CpuTime ?? TimeSpan.Zero);
        }
    }

    public double WorkingSetMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public int Handles
    {
        get
        {
            process.Refresh();
            return process.HandleCount;
        }
    }

    public int Threads
    {
        get
        {
            process.Refresh();
            return process.Threads.Count;
        }
    }

    public static Task<Child> Start(string name, string role, params IEnumerable<string> args) => Start(name, role, serverCollector: true, args);

    /// <param name="twin">Another replica, which takes half of the connections and ends with this one.</param>
    /// <param name="serverCollector">Whether it runs with .NET's garbage collector for servers, which is a web project's default.</param>
    public static async Task<Child> Start(string name, string role, bool serverCollector, IEnumerable<string> args, Child? twin = null)
    {
        var start = Self();
        start.Environment["DOTNET_gcServer"] = serverCollector ? "1" : "0";
        foreach (var arg in args.Prepend(role))
        {
            start.ArgumentList.Add(arg);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(RoleHost.AddressMark, StringComparison.Ordinal))
                {
                    return new Child(name, process, new Uri(line[RoleHost.AddressMark.Length..]), twin);
                }

                Pass(name, line);
            }

            throw new InvalidOperationException($"{name} ended before it listened");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async Task<ProcessFigures> Figures() =>
        JsonSerializer.Deserialize(await Get(ProcessFigures.Path), BenchmarkJson.Default.ProcessFigures)!;

    public async Task<StubFigures> Stats() =>
        JsonSerializer.Deserialize(await Get(StubFigures.Path), BenchmarkJson.Default.StubFigures)!;

    public Task EndJobs() => Get(StubFigures.EndJobs);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        await said;
        process.Dispose();
        if (twin is not null)
        {
            await twin.DisposeAsync();
        }
    }

    private async Task<string> Get(string path) =>
        await http.GetStringAsync(new Uri(Url, path)).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private static ProcessStartInfo Self()
    {
        var own = Environment.ProcessPath!;
        var start = new ProcessStartInfo(own) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment.Remove(Load.Connection.InlineSwitch);
        if (Path.GetFileNameWithoutExtension(own) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        return start;
    }

    private async Task PassAll()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Pass(Name, line);
        }
    }

    private static void Pass(string name, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            Console.Error.WriteLine($"[{name}] {line}");
        }
    }
}
