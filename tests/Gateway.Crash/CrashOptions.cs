using System.Globalization;

namespace Gateway.Crash;

/// <summary>How long and how hard it is tried.</summary>
/// <param name="Rounds">How often the gateway is killed under load.</param>
/// <param name="Seed">Decides about requests, faults and moments; the machine's own timing still differs from run to run.</param>
/// <param name="Clients">How many clients call at once.</param>
/// <param name="JudgesFullDisk">Whether a 500, a readiness that stays, and a flood of errors in the log are findings while the disk is full.</param>
/// <param name="AwaitsCorrections">Whether the end also waits for jobs that the gateway has given up, and that may end well after all.</param>
/// <param name="Replicas">How many processes on one PostgreSQL; 0 is one process on a SQLite file.</param>
/// <param name="Lease">For how many seconds a replica is taken for alive without a sign of life; 0 for as long as usual.</param>
/// <param name="PgBouncer">Whether a PgBouncer in transaction mode stands before PostgreSQL.</param>
internal sealed record CrashOptions(
    int Rounds = 20, int Seed = 1, int Clients = 16, bool JudgesFullDisk = true, bool AwaitsCorrections = true, int Replicas = 0, int Lease = 0, bool PgBouncer = false)
{
    public const string Usage =
        "Usage: dotnet run --project tests/Gateway.Crash -- [--rounds N] [--seed N] [--clients N] [--judge-full-disk 0|1] [--replicas N [--lease SECONDS] [--pgbouncer]]";

    private const int ClientsOfReplicas = 64;

    /// <returns>Null when the arguments make no sense.</returns>
    public static CrashOptions? Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--replicas") ? new CrashOptions(Clients: ClientsOfReplicas) : new CrashOptions();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--pgbouncer")
            {
                options = options with { PgBouncer = true };
            }
            else if (i + 1 < args.Count
                && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && options.With(args[i], number) is { } changed)
            {
                (options, i) = (changed, i + 1);
            }
            else
            {
                return null;
            }
        }

        return options.Replicas == 0 && (options.PgBouncer || options.Lease > 0) ? null : options;
    }

    /// <summary>The arguments that lead here.</summary>
    public override string ToString() =>
        $"--rounds {Rounds} --seed {Seed} --clients {Clients} --judge-full-disk {(JudgesFullDisk ? 1 : 0)}"
        + (Replicas > 0 ? $" --replicas {Replicas}" : "") + (Lease > 0 ? $" --lease {Lease}" : "") + (PgBouncer ? " --pgbouncer" : "");

    private CrashOptions? With(string name, int number) => name switch
    {
        "--rounds" => this with { Rounds = number },
        "--seed" => this with { Seed = number },
        "--clients" => this with { Clients = number },
        "--replicas" when number > 0 => this with { Replicas = number },
        "--lease" => this with { Lease = number },
        "--judge-full-disk" when number <= 1 => this with { JudgesFullDisk = number == 1 },
        _ => null,
    };
}
