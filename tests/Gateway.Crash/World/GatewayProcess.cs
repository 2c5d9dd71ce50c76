using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Crash.World;

/// <summary>The real gateway as a process of its own, started again and again on one address and one file.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<(string Name, string Value)> settings;
    private readonly HttpClient probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly StreamWriter log;
    private readonly Findings findings;
    private readonly TimeProvider time;
    private Process? process;
    private int errorsOfFullDisk;

    public GatewayProcess(Cast cast, string upstreams, string folder, Findings findings, TimeProvider time)
    {
        (this.findings, this.time) = (findings, time);
        Disk = new FullDisk(this, time);
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Database = Path.Combine(folder, "gateway.db");
        log = new StreamWriter(Path.Combine(folder, "gateway.log")) { AutoFlush = true };
        settings = [.. GatewaySettings.Of(cast, Address.AbsoluteUri.TrimEnd('/'), upstreams, Database)];
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public Uri Address { get; }

    public string Database { get; }

    public FullDisk Disk { get; }

    public Kills Kills { get; } = new();

    /// <summary>Errors that the gateway logged while its disk was full.</summary>
    public int ErrorsOfFullDisk => Volatile.Read(ref errorsOfFullDisk);

    /// <summary>Null while there is none.</summary>
    public int? ProcessId
    {
        get
        {
            lock (probe)
            {
                return process is { HasExited: false } ? process.Id : null;
            }
        }
    }

    public void Start()
    {
        // A write beyond the limit of a file's length is an error to the process then, and not its end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec dotnet \"$0\"", Path.Combine(AppContext.BaseDirectory, "Gateway.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Half of a life is start-up here; code that lives for a second is not worth optimising twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        lock (probe)
        {
            process = Process.Start(start)!;
        }

        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <returns>Whether it is ready; a start that fails is a finding.</returns>
    public async Task<bool> Ready()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestStart && !process!.HasExited)
        {
            if (await IsReady())
            {
                return true;
            }

            await Task.Delay(10);
        }

        findings.Add(ViolationKinds.GatewayError, process!.HasExited ? $"the start ended with exit code {process.ExitCode}" : "the start took too long");
        return false;
    }

    /// <summary>Whether it says that it is ready.</summary>
    public Task<bool> IsReady() => Says("/healthz/ready");

    /// <summary>Whether it says that it lives.</summary>
    public Task<bool> Lives() => Says("/healthz/live");

    /// <summary>kill -9: no handler of the process runs.</summary>
    public void Shoot()
    {
        lock (probe)
        {
            KillNow();
        }
    }

    /// <summary>kill -9, and waits for the end.</summary>
    public void Kill()
    {
        lock (probe)
        {
            KillNow();
            process?.WaitForExit();
            process?.Dispose();
            process = null;
        }
    }

    /// <summary>What a service manager does: asks it to end, and waits.</summary>
    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(LongestStart);
        await process.WaitForExitAsync(patience.Token);
        findings.Require(process.ExitCode == 0, ViolationKinds.GatewayError, $"the stop ended with exit code {process.ExitCode}");
        Kill();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        Kill();
        probe.Dispose();
        log.Dispose();
    }

    // Below the range that systems hand out by themselves: the address has to stay free while the gateway is dead.
    private static int FreePort()
    {
        for (var port = 20_000 + (Environment.ProcessId % 10_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private void KillNow()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            Kills.Add(time.Now());
        }
    }

    private void KillAtExit(object? sender, EventArgs args) => process?.Kill();

    private async Task<bool> Says(string path)
    {
        try
        {
            using var response = await probe.GetAsync(new Uri(Address, path));
            return response.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.WriteLine(line);
        }

        if (!line.Contains(" ERR ", StringComparison.Ordinal) && !line.Contains(" FTL ", StringComparison.Ordinal))
        {
            return;
        }

        if (Disk.Touches(time.Now(), time.Now()))
        {
            Interlocked.Increment(ref errorsOfFullDisk);
        }
        else
        {
            findings.Add(ViolationKinds.GatewayError, line);
        }
    }
}
