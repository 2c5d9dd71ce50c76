using System.Runtime.InteropServices;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Runs;

namespace Gateway.Benchmarks;

/// <summary>Runs the parts that are asked for and prints the report.</summary>
internal static class Runner
{
    public static IReadOnlyList<string> Parts { get; } = ["create", "status", "open", "growth", "running"];

    public static async Task<int> Run(string[] args)
    {
        if (Options.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

#if DEBUG
        await Console.Error.WriteLineAsync("Only a Release build says anything about speed: dotnet run -c Release …");
        return 2;
#else
        // Before the first socket: the runtime reads it once.
        Environment.SetEnvironmentVariable(Connection.InlineSwitch, "1");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.Data), $"gateway-benchmark-{Environment.ProcessId}"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => folder.Delete(recursive: true));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => folder.Delete(recursive: true));
        try
        {
            await Run(options, folder.FullName);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
#endif
    }

    private static async Task Run(Options options, string folder)
    {
        var report = new Document();
        Machine.Describe(report, folder);
        if (options.Runs("create") || options.Runs("status") || options.Runs("open"))
        {
            await ProxyRun.Run(options, folder, report);
        }

        if (options.Runs("growth"))
        {
            await GrowthRun.Run(options, folder, report);
        }

        if (options.Runs("running"))
        {
            await RunningRun.Run(options, folder, report);
        }

        if (options.Out is not null)
        {
            report.Save(options.Out);
        }
    }
}
