using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gateway.Crash.World;

/// <summary>The real gateway as a process of its own, started again and again on one address and one store.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    // It may be asked to load this assembly too, which its own list of assemblies does not name.
    private const string Command = "exec dotnet exec --depsfile Gateway.Crash.deps.json --runtimeconfig Gateway.runtimeconfig.json Gateway.dll";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    /// <summary>For a balancer to find out that it hangs.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);

    // Below the range that systems hand out by themselves: the address has to stay free while the gateway is dead.
    private static int lastPort = 20_000 + (Environment.ProcessId % 10_000);

    private readonly IReadOnlyList<(string Name, string Value)> settings;
    private readonly HttpClient probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly StreamWriter log;
    private readonly Kills kills;
    private readonly TroubleTimes own = new();
    private readonly Findings findings;
    private readonly TimeProvider time;
    private readonly LogJudge judge;
    private readonly List<Life> lives = [];
    private Process? process;

    /// <param name="kills">Also gets those of this one.</param>
    /// <param name="trouble">What is the trouble of this one too.</param>
    public GatewayProcess(GatewaySetup setup, Kills kills, TroubleTimes trouble, Findings findings, TimeProvider time)
    {
        (Name, this.kills, this.findings, this.time) = (setup.Name, kills, findings, time);
        Trouble = new TroubleTimes(trouble, own);
        judge = new LogJudge(Name, Trouble, findings, time);
        Disk = new FullDisk(this, trouble, time);
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        log = new StreamWriter(Path.Combine(setup.Folder, $"{setup.Name}.log")) { AutoFlush = true };
        settings = [.. GatewaySettings.Of(setup.Cast, Address.AbsoluteUri.TrimEnd('/'), setup.Upstreams), .. setup.Environment];
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public string Name { get; }

    public Uri Address { get; }

    public FullDisk Disk { get; }

    /// <summary>When it has a reason not to serve: the store is not to be had, or it stood still.</summary>
    public TroubleTimes Trouble { get; }

    /// <summary>Errors that the gateway logged while it had such a reason.</summary>
    public int ErrorsInTrouble => judge.Excused;

    public IReadOnlyList<Life> Lives
    {
        get
        {
            lock (probe)
            {
                return [.. lives];
            }
        }
    }

    /// <summary>Whether it has stood still for so long that a balancer leaves it out.</summary>
    public bool Hangs => own.All is [.., { To: long.MaxValue } pause] && time.Now() - pause.From > Noticed.TotalMilliseconds;

    public bool IsRunning => ProcessId is not null;

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
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; {Command}"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Half of a life is start-up here; code that lives for a second is not worth optimising twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var life = new Life();
        lock (probe)
        {
            process = Process.Start(start)!;
            lives.Add(life);
        }

        process.OutputDataReceived += (_, line) => Keep(life, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(life, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <returns>Whether it is ready; a start that fails without a reason is a finding.</returns>
    public async Task<bool> Ready()
    {
        var begun = time.Now();
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestStart && !process!.HasExited)
        {
            if (await IsReady())
            {
                return true;
            }

            await Task.Delay(10);
        }

        findings.Require(
            Trouble.Touches(begun, time.Now()),
            ViolationKinds.GatewayError,
            process!.HasExited ? $"the start ended with exit code {process.ExitCode}" : "the start took too long");
        return false;
    }

    /// <summary>Whether it says that it is ready.</summary>
    public Task<bool> IsReady() => Says("/healthz/ready");

    /// <summary>Whether it says that it lives.</summary>
    public Task<bool> Answers() => Says("/healthz/live");

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
        await Signal("TERM");
        using var patience = new CancellationTokenSource(LongestStart);
        await process!.WaitForExitAsync(patience.Token);
        findings.Require(process.ExitCode == 0, ViolationKinds.GatewayError, $"the stop ended with exit code {process.ExitCode}");
        Kill();
    }

    /// <summary>It stands still, and does not know it.</summary>
    public async Task Pause()
    {
        await Signal("STOP");
        var now = time.Now();
        own.Begin(now);
        lives[^1].Pauses.Begin(now);
        lives[^1].Silences.Add(now);
        kills.Add(now);
    }

    public async Task Continue()
    {
        var now = time.Now();
        own.End(now);
        lives[^1].Pauses.End(now);
        kills.Add(now);
        await Signal("CONT");
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        Kill();
        probe.Dispose();
        log.Dispose();
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref lastPort);
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

    [GeneratedRegex(@"This is replica ([^\s,.;]+)")]
    private static partial Regex ReplicaLine();

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void KillNow()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            var now = time.Now();
            kills.Add(now);
            lives[^1].KilledAt = now;
            if (own.All is [.., { To: long.MaxValue }])
            {
                own.End(now);
            }

            lives[^1].Silences.Add(now);
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

    private void Keep(Life life, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.WriteLine(line);
        }

        if (life.Replica is null && ReplicaLine().Match(line) is { Success: true } match)
        {
            life.Replica = match.Groups[1].Value;
        }

        judge.Read(line);
    }
}
