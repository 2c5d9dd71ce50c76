using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>Asks other programs.</summary>
internal static class Shell
{
    /// <returns>What the program says, or nothing when it is not there or fails.</returns>
    public static string? Ask(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}
