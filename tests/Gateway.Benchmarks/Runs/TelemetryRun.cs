using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Creates through gateways that differ only in what they count, trace and export.</summary>
internal static class TelemetryRun
{
    private const int Connections = 64;
    private const int Rounds = 9;
    private static readonly TimeSpan BeforePolls = TimeSpan.FromHours(2);

    public static double Seconds(Options options) => 3 * RoundOf(options).TotalSeconds * (Rounds + 2);

    public static async Task Run(Options options, Stores stores, Document report)
    {
        var round = RoundOf(options);
        await using var stub = await Cast.Stub();
        await using var off = await Cast.Gateway(stub, [.. await stores.Make("silent"), Roles.GatewayRole.NoTelemetry], BeforePolls, "nothing counted or traced");
        await using var metrics = await Cast.Gateway(stub, await stores.Make("counted"), BeforePolls, "metrics, as it ships");
        // The stub takes whatever is exported, on the same two cores.
        await using var all = await Cast.Gateway(
            stub, [.. await stores.Make("traced"), $"--Telemetry:Otlp:Endpoint={stub.Url.AbsoluteUri}"], BeforePolls, "metrics and every create traced, exported");
        Child[] targets = [off, metrics, all];
        report.Agenda.Begin($"warming up", targets.Length, round.TotalSeconds * 2);
        foreach (var target in targets)
        {
            await ClosedLoop.For(round * 2, target.Urls, Requests.Create, Connections);
            report.Agenda.Did();
        }

        report.Agenda.Begin($"creates with and without telemetry", Rounds * targets.Length, round.TotalSeconds);
        var measured = await Runs.Rounds.Run(report.Agenda, Rounds, targets, target =>
            Round.Measure(target, () => ClosedLoop.For(round, target.Urls, Requests.Create, Connections)));
        report.Say($"### What telemetry costs a create\n\nMedians of {Rounds} rounds of {round.TotalSeconds} s each, in turns, {Connections} connections.\n");
        var table = new Table("gateway", "req/s", "of the first", "p50 ms", "p99 ms", "CPU µs/req", "KiB alloc/req");
        foreach (var target in targets)
        {
            double Of(Func<Round, double> figure) => measured.Median(target, figure);
            table.Add(
                target.Name, Of(one => one.Rate).Whole(), measured.Ratio(target, off, one => one.Rate).Fine(), Of(one => one.P50).Fine(), Of(one => one.P99).Fine(),
                Of(one => one.CpuMicros).Whole(), Of(one => one.AllocatedKiB).Coarse());
        }

        report.Say(table);
    }

    private static TimeSpan RoundOf(Options options) => TimeSpan.FromSeconds(options.Quick ? 1 : 3);
}
