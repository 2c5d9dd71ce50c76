using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Runs;
using Gateway.Benchmarks.Seeding;
using Gateway.Progress;

namespace Gateway.Benchmarks;

/// <summary>Runs the parts that are asked for and prints the report.</summary>
internal static class Runner
{
    private const int Unusable = 2;
    private const int Interrupted = 130;

    public static IReadOnlyList<string> Parts { get; } = ["create", "status", "open", "telemetry", "growth", "running", "waiting", "callbacks", "content", SoakRun.Name];

    public static async Task<int> Run(string[] args)
    {
        if (Options.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return Unusable;
        }

        if (typeof(Runner).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            await Console.Error.WriteLineAsync("Only a Release build says anything about speed: dotnet run -c Release …");
            return Unusable;
        }

        // Before the first socket: the runtime reads it once.
        Environment.SetEnvironmentVariable(Connection.InlineSwitch, "1");
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.Data), $"gateway-benchmark-{Environment.ProcessId}"));
        try
        {
            // The children end with this process, however it ends.
            await using var stores = new Stores(folder.FullName, options.Postgres);
            await await Task.WhenAny(Run(options, folder.FullName, stores), interrupted.Task);
            return interrupted.Task.IsCompleted ? Interrupted : 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.TrySetResult();
        }
    }

    private static async Task Run(Options options, string folder, Stores stores)
    {
        var runsProxy = options.Runs("create") || options.Runs("status") || options.Runs("open");
        var expected = (runsProxy ? ProxyRun.Seconds(options) : 0)
            + (options.Runs("telemetry") ? TelemetryRun.Seconds(options) : 0)
            + (options.Runs("growth") ? GrowthRun.Seconds(options) : 0)
            + (options.Runs("running") ? RunningRun.Seconds(options) : 0)
            + (options.Runs("waiting") ? WaitingRun.Seconds(options) : 0)
            + (options.Runs("callbacks") ? CallbackRun.Seconds(options) : 0)
            + (options.Runs("content") ? ContentRun.Seconds(options) : 0)
            + (options.Runs(SoakRun.Name) ? SoakRun.Seconds(options) : 0);
        var report = new Document(new Agenda(ProgressLine.OfConsole(), expected));
        Machine.Describe(report, folder);
        if (runsProxy)
        {
            await ProxyRun.Run(options, stores, report);
        }

        if (options.Runs("telemetry"))
        {
            await TelemetryRun.Run(options, stores, report);
        }

        if (options.Runs("growth"))
        {
            await GrowthRun.Run(options, stores, report);
        }

        if (options.Runs("running"))
        {
            await RunningRun.Run(options, stores, report);
        }

        if (options.Runs("waiting"))
        {
            await WaitingRun.Run(options, stores, report);
        }

        if (options.Runs("callbacks"))
        {
            await CallbackRun.Run(options, stores, report);
        }

        if (options.Runs("content"))
        {
            await ContentRun.Run(options, stores, report);
        }

        if (options.Runs(SoakRun.Name))
        {
            await SoakRun.Run(options, stores, report);
        }

        report.Agenda.Clear();
        if (options.Out is not null)
        {
            report.Save(options.Out);
        }
    }
}
