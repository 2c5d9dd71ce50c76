using Gateway.Progress;

namespace Gateway.Crash;

/// <summary>Kills the gateway under load, again and again, and compares what everyone remembers.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (CrashOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(CrashOptions.Usage);
            return 2;
        }

        var progress = ProgressLine.OfConsole();
        var report = await CrashRun.Run(options, progress);
        progress.Clear();
        Console.WriteLine(report);
        return report.IsClean ? 0 : 1;
    }
}
