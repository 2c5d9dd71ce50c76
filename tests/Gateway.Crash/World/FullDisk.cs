using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gateway.Crash.World;

/// <summary>
/// Episodes in which the gateway can write no file, as on a full disk: its process may make no file longer than nothing
/// (RLIMIT_FSIZE), so that every write of its store fails until the limit is taken away.
/// </summary>
internal sealed class FullDisk(GatewayProcess gateway, TroubleTimes trouble, TimeProvider time)
{
    /// <summary>Whether this machine has what it takes.</summary>
    public static async Task<bool> IsPossible() => await Run("--version");

    public async Task<bool> Begin()
    {
        trouble.Begin(time.Now());
        if (await Limit("0:"))
        {
            return true;
        }

        trouble.Forget();
        return false;
    }

    public async Task End()
    {
        // A process that was killed took its limit with it.
        await Limit("unlimited:");
        trouble.End(time.Now());
    }

    private async Task<bool> Limit(string size) =>
        gateway.ProcessId is { } id && await Run("--pid", id.ToString(CultureInfo.InvariantCulture), $"--fsize={size}");

    private static async Task<bool> Run(params string[] arguments)
    {
        try
        {
            using var prlimit = Process.Start(new ProcessStartInfo("prlimit", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await prlimit.WaitForExitAsync();
            return prlimit.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
