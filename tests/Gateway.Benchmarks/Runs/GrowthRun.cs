using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>The same calls against stores of three sizes, one gateway for each, in turns.</summary>
internal sealed class GrowthRun(Options options, Document report, Child stub)
{
    private const int Connections = 32;
    private const int Polls = 3000;
    private const int WarmPolls = 1000;
    private static readonly TimeSpan PollSlot = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ForStart = TimeSpan.FromSeconds(20);

    private readonly int[] sizes = options.Quick ? [1000, 10_000, 100_000] : [1000, 100_000, 1_000_000];
    private readonly int pollRounds = options.Quick ? 3 : 5;
    private readonly int rounds = options.Quick ? 3 : 9;

    // Few, so that the smallest store stays small.
    private readonly int creates = options.Quick ? 500 : 1000;
    private readonly int lookups = options.Quick ? 5000 : 20_000;

    private double Measure => options.Quick ? 0.4 : 1;

    public static double Seconds(Options options) => options.Quick ? 90 : 300;

    public static async Task Run(Options options, Stores stores, Document report)
    {
        await using var stub = await Cast.Stub();
        await new GrowthRun(options, report, stub).Run(stores);
    }

    private async Task Run(Stores places)
    {
        var stores = new List<SeededStore>();
        var gateways = new List<Child>();
        try
        {
            foreach (var size in sizes)
            {
                report.Agenda.Begin($"growth: seeding {size} tasks");
                stores.Add(await places.New(stub, $"growth_{size}"));
                await stores[^1].AddEnded(size);
            }

            var firstSlot = TimeProvider.System.GetUtcNow() + ForStart;
            await AddPolls(stores, firstSlot);
            foreach (var store in stores)
            {
                gateways.Add(await Cast.Gateway(stub, store.Settings, TimeSpan.FromHours(2), $"gateway on {store.Ended.Count}"));
            }

            await Report(stores, gateways, await MeasurePolls(gateways, firstSlot));
        }
        finally
        {
            foreach (var gateway in gateways)
            {
                await gateway.DisposeAsync();
            }

            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    /// <summary>Each store gets, in turns, moments at which a lot of tasks is due; and some at once to warm up with.</summary>
    private async Task AddPolls(List<SeededStore> stores, DateTimeOffset firstSlot)
    {
        foreach (var (number, store) in stores.Index())
        {
            await store.AddRunning(Enumerable.Repeat(firstSlot - ForStart, WarmPolls));
            for (var i = 0; i < pollRounds; i++)
            {
                await store.AddRunning(Enumerable.Repeat(firstSlot + (PollSlot * ((i * stores.Count) + number)), Polls));
            }
        }
    }

    private async Task<Dictionary<Child, List<PollRound>>> MeasurePolls(List<Child> gateways, DateTimeOffset firstSlot)
    {
        var measured = gateways.ToDictionary(gateway => gateway, _ => new List<PollRound>());
        report.Agenda.Begin($"growth: {Polls} polls at once", pollRounds * gateways.Count, PollSlot.TotalSeconds);
        for (var i = 0; i < pollRounds * gateways.Count; i++)
        {
            var gateway = gateways[i % gateways.Count];
            measured[gateway].Add(await PollRound.Measure(stub, gateway, firstSlot + (PollSlot * i), PollSlot, Polls));
            report.Agenda.Did();
        }

        return measured;
    }

    private async Task Report(List<SeededStore> stores, List<Child> gateways, Dictionary<Child, List<PollRound>> polls)
    {
        var ids = gateways.Zip(stores).ToDictionary(pair => pair.First, pair => pair.Second.Ended);
        Func<int, Requests> Create(Child gateway) => Requests.Create;
        Func<int, Requests> Status(Child gateway) => Requests.Status(ids[gateway]);

        report.Agenda.Begin($"growth: status and create on stores of {string.Join(", ", sizes)} tasks", 6 * rounds * gateways.Count, Measure);
        await InTurns(gateways, Create, 200, 1);
        await InTurns(gateways, Status, lookups, Connections);
        var statusAlone = await InTurns(gateways, Status, lookups / 10, 1);
        var status = await InTurns(gateways, Status, lookups, Connections);
        var createAlone = await InTurns(gateways, Create, creates / 4, 1);
        var create = await InTurns(gateways, Create, creates, Connections);

        report.Say($"### Growth\n\nStores of three sizes, in turns; medians of {rounds} rounds ({pollRounds} for polls). “Times” is the time per request against that with the smallest store.\n");
        var table = new Table(
            "stored tasks", "MiB", "create p50 ms, 1 conn.", "times", $"create/s, {Connections} conn.", "times",
            "status p50 ms, 1 conn.", "times", $"status/s, {Connections} conn.", "times", "polls/s", "times", "CPU µs/poll");
        foreach (var (number, gateway) in gateways.Index())
        {
            string Times(Rounds measured, Func<Round, double> figure) => measured.Ratio(gateway, gateways[0], figure).Fine();
            double PollRate(Child of) => polls[of].Select(one => one.Rate).Median();
            table.Add(
                ((double)sizes[number]).Whole(), (await stores[number].SizeMiB()).Whole(),
                createAlone.Median(gateway, one => one.P50).Fine(), Times(createAlone, one => one.P50),
                create.Median(gateway, one => one.Rate).Whole(), Times(create, one => 1 / one.Rate),
                statusAlone.Median(gateway, one => one.P50).Fine(), Times(statusAlone, one => one.P50),
                status.Median(gateway, one => one.Rate).Whole(), Times(status, one => 1 / one.Rate),
                PollRate(gateway).Whole(), (PollRate(gateways[0]) / PollRate(gateway)).Fine(),
                polls[gateway].Select(one => one.CpuMicros).Median().Whole());
        }

        report.Say(table);
    }

    private Task<Rounds> InTurns(List<Child> gateways, Func<Child, Func<int, Requests>> requests, int count, int connections) =>
        Rounds.Run(report.Agenda, rounds, gateways, gateway =>
            Round.Measure(gateway, () => ClosedLoop.Times(count, gateway.Urls, requests(gateway), connections)));
}
