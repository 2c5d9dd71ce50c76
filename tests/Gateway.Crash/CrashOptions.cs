using System.Globalization;

namespace Gateway.Crash;

/// <summary>How long and how hard it is tried.</summary>
/// <param name="Rounds">How often the gateway is killed under load.</param>
/// <param name="Seed">Decides about requests, faults and moments; the machine's own timing still differs from run to run.</param>
/// <param name="Clients">How many clients call at once.</param>
/// <param name="JudgesFullDisk">Whether a 500, a readiness that stays, and a flood of errors in the log are findings while the disk is full.</param>
/// <param name="AwaitsCorrections">Whether the end also waits for jobs that the gateway has given up, and that may end well after all.</param>
internal sealed record CrashOptions(int Rounds = 20, int Seed = 1, int Clients = 16, bool JudgesFullDisk = true, bool AwaitsCorrections = true)
{
    public const string Usage = "Usage: dotnet run --project tests/Gateway.Crash -- [--rounds N] [--seed N] [--clients N] [--judge-full-disk 0|1]";

    /// <returns>Null when the arguments make no sense.</returns>
    public static CrashOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new CrashOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            switch (args[i])
            {
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                case "--seed":
                    options = options with { Seed = number };
                    break;
                case "--clients":
                    options = options with { Clients = number };
                    break;
                case "--judge-full-disk" when number <= 1:
                    options = options with { JudgesFullDisk = number == 1 };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    /// <summary>The arguments that lead here.</summary>
    public override string ToString() => $"--rounds {Rounds} --seed {Seed} --clients {Clients} --judge-full-disk {(JudgesFullDisk ? 1 : 0)}";
}
