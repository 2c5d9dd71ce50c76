using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gateway.Crash.World;

/// <summary>
/// Episodes in which the gateway can write no file, as on a full disk: its process may make no file longer than nothing
/// (RLIMIT_FSIZE), so that every write of its store fails until the limit is taken away. Safe to use from many threads.
/// </summary>
internal sealed class FullDisk(GatewayProcess gateway, TimeProvider time)
{
    /// <summary>For what began in an episode to end.</summary>
    private const long Aftermath = 1500;

    private readonly Lock gate = new();
    private readonly List<(long From, long To)> episodes = [];

    /// <summary>When it was full, in Unix milliseconds, in order.</summary>
    public IReadOnlyList<(long From, long To)> Episodes
    {
        get
        {
            lock (gate)
            {
                return [.. episodes];
            }
        }
    }

    /// <summary>Whether this machine has what it takes.</summary>
    public static async Task<bool> IsPossible() => await Run("--version");

    public async Task<bool> Begin()
    {
        lock (gate)
        {
            episodes.Add((time.Now(), long.MaxValue));
        }

        if (await Limit("0:"))
        {
            return true;
        }

        lock (gate)
        {
            episodes.RemoveAt(episodes.Count - 1);
        }

        return false;
    }

    public async Task End()
    {
        // A process that was killed took its limit with it.
        await Limit("unlimited:");
        lock (gate)
        {
            episodes[^1] = episodes[^1] with { To = time.Now() };
        }
    }

    /// <summary>Whether an episode may have to do with what happened in a stretch of time.</summary>
    public bool Touches(long from, long to)
    {
        lock (gate)
        {
            return episodes.Any(episode => from <= (episode.To == long.MaxValue ? long.MaxValue : episode.To + Aftermath) && to >= episode.From);
        }
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
