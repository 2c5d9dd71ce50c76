using System.Globalization;

namespace Gateway.Crash.Replicas;

/// <summary>Machines whose clocks are seconds apart, by Debian's libfaketime. Steady clocks stay as they are.</summary>
internal static class WrongClocks
{
    private static readonly int[] Seconds = [0, 7, -5, 3];

    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    public static bool ArePossible => Library is not null;

    /// <summary>What the process of that machine is started with.</summary>
    public static IEnumerable<(string Name, string Value)> Of(int machine)
    {
        var seconds = Seconds[machine % Seconds.Length];
        return Library is null || seconds == 0
            ? []
            :
            [
                ("LD_PRELOAD", Library),
                ("FAKETIME", seconds.ToString("+0;-0", CultureInfo.InvariantCulture) + "s"),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ];
    }
}
