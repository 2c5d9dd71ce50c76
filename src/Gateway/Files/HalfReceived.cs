using System.Diagnostics;

namespace Gateway.Files;

/// <summary>
/// The files into which the framework writes what it receives of forms. They go with the call; but where a system does not see to
/// that by itself, those of a process that was killed stay.
/// </summary>
internal static class HalfReceived
{
    private const string Names = "ASPNETCORE_*.tmp";

    /// <summary>Deletes those from before this process. Whoever still has one open keeps it as long.</summary>
    public static void Delete()
    {
        using var self = Process.GetCurrentProcess();
        var begun = self.StartTime.ToUniversalTime();
        var folder = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath();
        foreach (var file in Directory.EnumerateFiles(folder, Names).Where(file => File.GetLastWriteTimeUtc(file) < begun))
        {
            try
            {
                File.Delete(file);
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's, who sees to it.
            }
        }
    }
}
