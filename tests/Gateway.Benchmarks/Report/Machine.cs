using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Benchmarks.Report;

/// <summary>What the figures depend on beside the code.</summary>
internal static class Machine
{
    private const int Flushes = 200;

    public static void Describe(Document report, string folder)
    {
        report.Say(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; store on {FileSystem(folder)}, where a flush of 4 KiB takes {FlushMicros(folder):0} µs (median).\n");
    }

    private static string FileSystem(string folder) => DriveInfo.GetDrives()
        .Where(drive => folder.StartsWith(drive.RootDirectory.FullName, StringComparison.Ordinal))
        .MaxBy(drive => drive.RootDirectory.FullName.Length)?.DriveFormat ?? "an unknown file system";

    private static double FlushMicros(string folder)
    {
        var block = new byte[4096];
        using var file = new FileStream(Path.Combine(folder, "flush"), new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.DeleteOnClose,
        });
        return Enumerable.Range(0, Flushes).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }).Median();
    }
}
