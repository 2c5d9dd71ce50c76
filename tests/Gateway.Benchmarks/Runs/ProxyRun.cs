using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Create and status through the gateway, through bare YARP, and at the stub itself.</summary>
internal sealed class ProxyRun(Options options, Document report, Child stub, Child yarp, Child gateway, Child? replicas)
{
    private const int TargetConnections = 64;
    private static readonly int[] Connections = [1, 32, TargetConnections, 128];

    private static readonly TimeSpan BeforePolls = TimeSpan.FromHours(2);

    private readonly int rounds = RoundsOf(options);
    private readonly TimeSpan round = RoundOf(options);
    private readonly Table table = new(
        "call", "conn.", "through", "req/s", "of YARP", "p50 ms", "p99 ms", "CPU µs/req", "KiB alloc/req");

    /// <summary>Of one measurement of all targets, in turns.</summary>
    private int Turns => rounds * Targets.Length;

    private Child[] Targets => [stub, yarp, gateway, .. replicas is null ? [] : new[] { replicas }];

    public static double Seconds(Options options)
    {
        // All three targets once; then two warm-ups, and rounds at each number of connections.
        var turn = 3 * RoundOf(options).TotalSeconds;
        var call = Connections.Length * RoundsOf(options) * turn;
        return (4 * turn)
            + (options.Runs("create") || options.Runs("open") ? call : 0)
            + (options.Runs("status") ? call : 0)
            + (options.Runs("open") ? 2 * RoundsOf(options) * turn : 0);
    }

    public static async Task Run(Options options, Stores stores, Document report)
    {
        await using var stub = await Cast.Stub();
        await using var yarp = await Cast.Yarp(stub);
        // The first poll comes after the run: what is measured is the create alone.
        await using var gateway = await Cast.Gateway(stub, await stores.Make("proxy"), BeforePolls);
        await using var replicas = stores.AreShared ? await Two(stub, await stores.Make("replicas")) : null;
        await new ProxyRun(options, report, stub, yarp, gateway, replicas).Run();
    }

    private static async Task<Child> Two(Child stub, IReadOnlyList<string> store)
    {
        var twin = await Cast.Gateway(stub, store, BeforePolls, "second replica");
        return await Cast.Gateway(stub, store, BeforePolls, "two replicas", twin);
    }

    private static int RoundsOf(Options options) => options.Quick ? 3 : 5;

    private static TimeSpan RoundOf(Options options) => TimeSpan.FromSeconds(options.Quick ? 1 : 3);

    private async Task Run()
    {
        var ids = await TaskIdsOf(gateway);
        var status = Requests.Status(ids);
        var statusOfReplicas = replicas is null ? null : Requests.Status(await TaskIdsOf(replicas));
        await WarmUp(_ => Requests.Create);
        await WarmUp(of => of == replicas ? statusOfReplicas! : status);
        report.Say($"### Create and status\n\nMedians of {rounds} rounds of {round.TotalSeconds} s each, in turns.\n");
        var targets = new Table("target", "wanted", "measured");
        var perSecond = 0.0;
        if (options.Runs("create") || options.Runs("open"))
        {
            (perSecond, var ratio) = await Each("create", _ => Requests.Create);
            targets.Add($"create at {TargetConnections} connections, of YARP's throughput", replicas is null ? "≥ 0.55" : "≥ 0.25", ratio.Fine());
        }

        if (options.Runs("status"))
        {
            var (_, ratio) = await Each("status", of => of == replicas ? statusOfReplicas! : status);
            targets.Add($"status at {TargetConnections} connections, of YARP's throughput", "≥ 0.70", ratio.Fine());
        }

        report.Say(table);
        await Memory();
        if (options.Runs("open"))
        {
            targets.Add("p99 added to a create at a third of that load, ms", "< 4.00", (await Open(perSecond / 3)).Fine());
        }

        report.Say(targets);
    }

    /// <returns>The gateway's requests per second, and their part of YARP's, at the number of connections that the targets are set for.</returns>
    private async Task<(double Rate, double Ratio)> Each(string call, Func<Child, Func<int, Requests>> requests)
    {
        (double, double) atTarget = default;
        foreach (var connections in Connections)
        {
            report.Agenda.Begin($"{call} at {connections} connections", Turns, round.TotalSeconds);
            var measured = await Rounds.Run(report.Agenda, rounds, Targets, target =>
                Round.Measure(target, () => ClosedLoop.For(round, target.Urls, requests(target), connections)));
            foreach (var target in Targets)
            {
                double Of(Func<Round, double> figure) => measured.Median(target, figure);
                table.Add(
                    call, $"{connections}", target == stub ? "(stub alone)" : target.Name,
                    Of(one => one.Rate).Whole(),
                    target == gateway || target == replicas ? measured.Ratio(target, yarp, one => one.Rate).Fine() : "",
                    Of(one => one.P50).Fine(), Of(one => one.P99).Fine(), Of(one => one.CpuMicros).Whole(), Of(one => one.AllocatedKiB).Coarse());
            }

            if (connections == TargetConnections)
            {
                atTarget = (measured.Median(gateway, one => one.Rate), measured.Ratio(gateway, yarp, one => one.Rate));
            }
        }

        return atTarget;
    }

    /// <returns>Milliseconds that the gateway adds to the stub's own p99.</returns>
    private async Task<double> Open(double perSecond)
    {
        report.Say($"### Latency of create at a third of the gateway's load\n\n{perSecond:0} creates a second at random moments, whatever is still unanswered; medians of {rounds} rounds.\n");
        report.Agenda.Begin($"latency of create", Turns, round.TotalSeconds * 2);
        var measured = await Rounds.Run(report.Agenda, rounds, Targets, target =>
            Round.Measure(target, () => new OpenLoop(Requests.Create).Run(target.Url, perSecond, round * 2)));
        double Added(Child target) => measured.Median(target, one => one.P99) - measured.Median(stub, one => one.P99);
        var open = new Table("through", "p50 ms", "p99 ms", "p99 added to the stub's");
        foreach (var target in Targets)
        {
            open.Add(
                target == stub ? "(stub alone)" : target.Name,
                measured.Median(target, one => one.P50).Fine(), measured.Median(target, one => one.P99).Fine(), Added(target).Fine());
        }

        report.Say(open);
        return Added(gateway);
    }

    private async Task Memory()
    {
        var memory = new Table("after all that", "working set MiB", "heap MiB", "GCs gen 0 / 1 / 2");
        foreach (var target in Targets)
        {
            var figures = await target.Figures();
            memory.Add(
                target.Name, target.WorkingSetMiB.Whole(), (figures.HeapBytes / 1048576.0).Whole(), $"{figures.Gen0} / {figures.Gen1} / {figures.Gen2}");
        }

        report.Say(memory);
    }

    private async Task WarmUp(Func<Child, Func<int, Requests>> requests)
    {
        report.Agenda.Begin($"warming up", Targets.Length, round.TotalSeconds * 2);
        foreach (var target in Targets)
        {
            await ClosedLoop.For(round * 2, target.Urls, requests(target), 32);
            report.Agenda.Did();
        }
    }

    private static async Task<TaskIds> TaskIdsOf(Child gateway)
    {
        var ids = new TaskIds();
        using var connection = await Connection.Open(gateway.Url);
        for (var i = 0; i < 1000; i++)
        {
            ids.Add(Created.Id(await connection.Exchange(Requests.Create(0).Next())));
        }

        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return ids;
    }
}
