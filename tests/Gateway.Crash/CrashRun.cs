using System.Diagnostics;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Replicas;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Progress;

namespace Gateway.Crash;

/// <summary>
/// Load from many clients and an operator against simulated upstreams with random faults, while the gateway is killed and
/// started again. Then everything settles, and what clients, operators, store, ledger and upstreams remember is compared.
/// </summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const string DatabaseFile = "gateway.db";

    /// <summary>Within which all replicas go by what an operator told one of them.</summary>
    private static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);

    private readonly CrashOptions options;
    private readonly UpstreamsHost upstreams;
    private readonly Receiver receiver;
    private readonly ProgressLine progress;
    private readonly RunCounts counts = new();
    private readonly Findings findings = new();
    private readonly Story story;
    private readonly Fleet fleet;
    private readonly StoreReader store;
    private readonly Watcher watcher;
    private readonly IRounds rounds;
    private readonly List<CrashClient> clients;
    private readonly OperatorCalls operatorCalls;
    private readonly GuestAct guests;
    private readonly HandMade handMade;
    private readonly Operator operators;
    private readonly Burst burst;
    private readonly Comparison comparison;
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-crash-").FullName;

    private CrashRun(CrashOptions options, Cast cast, UpstreamsHost upstreams, Receiver receiver, SharedServer? server, TroubleTimes trouble, TroubleTimes pauses, ProgressLine progress, TimeProvider time)
    {
        (this.options, this.upstreams, this.receiver, this.progress) = (options, upstreams, receiver, progress);
        story = new Story(findings);
        fleet = Start(server, cast, trouble, pauses, time);
        store = server is null ? new SqliteStore(Path.Combine(folder, DatabaseFile)) : new PostgresStore(server.ConnectionString);
        watcher = new Watcher(store, cast, counts, findings, time);
        var answered = new Moment();
        var judge = new StoreJudge(fleet, options.JudgesFullDisk, story, findings);
        var chances = new Random(options.Seed);
        rounds = server is null
            ? new Rounds(options, fleet.Gateways[0], upstreams, answered, watcher, counts, findings, chances, time)
            : new ReplicaRounds(options, fleet, server, upstreams, answered, watcher, counts, chances, time);
        clients =
        [
            .. Enumerable.Range(1, options.Clients).Select(number =>
            {
                var account = cast.Clients[number % cast.Clients.Count];
                var random = new Random((options.Seed * 1000) + number);
                var calls = new ClientCalls(account, cast, fleet, judge, story, findings, random, time);
                return new CrashClient(account, calls, new WishMaker(number, receiver.Url, random), random, upstreams.State, story, answered, findings, time);
            }),
        ];

        var (verdicts, switches, chance) = (new Verdicts(), new SwitchLog(), new Random(options.Seed * 1000));
        operatorCalls = new OperatorCalls(cast, fleet, judge, story, findings, chance, time);
        var lists = new TaskLists(operatorCalls, findings);
        handMade = new HandMade(cast, upstreams);
        guests = new GuestAct(operatorCalls, cast, fleet, judge, findings, chance, time);
        operators = new Operator(
            operatorCalls,
            lists,
            new ResolveAct(operatorCalls, lists, verdicts, handMade, story, upstreams.Jobs, cast, findings, chance, time),
            new SwitchAct(operatorCalls, switches, cast, findings, chance, time),
            new LimitsAct(operatorCalls, cast, findings, chance, time),
            new RotateAct(operatorCalls, cast, findings, chance, time),
            guests,
            fleet,
            cast,
            chance,
            time);
        burst = new Burst(operatorCalls, cast, fleet, story, findings, chance, time);
        comparison = new Comparison(options, folder, cast, story, verdicts, switches, handMade, fleet, burst, counts, findings);
    }

    public static async Task<CrashReport> Run(CrashOptions options, ProgressLine progress)
    {
        var (trouble, pauses) = (new TroubleTimes(), new TroubleTimes());
        var cast = options.Replicas == 0
            ? new Cast(options.Rounds)
            : new Cast(options.Rounds, options.Replicas, new Spread(LongestSpread, new TroubleTimes(trouble, pauses)));
        await using var server = options.Replicas > 0 ? await SharedServer.Start(options.PgBouncer) : null;
        await using var upstreams = await UpstreamsHost.Start(cast);
        await using var receiver = await Receiver.Start();
        await using var run = new CrashRun(options, cast, upstreams, receiver, server, trouble, pauses, progress, TimeProvider.System);
        return await run.Run();
    }

    public ValueTask DisposeAsync()
    {
        fleet.Dispose();
        (store as IDisposable)?.Dispose();
        clients.ForEach(client => client.Dispose());
        operatorCalls.Dispose();
        guests.Dispose();
        handMade.Dispose();
        burst.Dispose();
        if (findings.All.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private Fleet Start(SharedServer? server, Cast cast, TroubleTimes trouble, TroubleTimes pauses, TimeProvider time)
    {
        var kills = new Kills();
        List<GatewaySetup> setups = server is null
            ? [new GatewaySetup("gateway", folder, cast, upstreams.Url, [("Storage__ConnectionString", $"Data Source={Path.Combine(folder, DatabaseFile)}")])]
            :
            [
                .. Enumerable.Range(0, options.Replicas).Select(number =>
                    new GatewaySetup($"gateway-{number + 1}", folder, cast, upstreams.Url, [.. server.Settings, .. WrongClocks.Of(number), .. Lease.Environment(options.Lease)])),
            ];
        counts.WrongClocks = Enumerable.Range(0, options.Replicas).Count(number => WrongClocks.Of(number).Any());
        // Where another one would answer, whoever waits long for one that hangs learns nothing.
        var patience = TimeSpan.FromSeconds(server is null ? 15 : 10);
        return new Fleet([.. setups.Select(setup => new GatewayProcess(setup, kills, trouble, findings, time))], kills, trouble, pauses, patience);
    }

    private async Task<CrashReport> Run()
    {
        await rounds.MakeStore(operators.Prepare);
        using var enough = new CancellationTokenSource();
        using var settled = new CancellationTokenSource();
        List<Task> load = [.. clients.Select(client => client.Run(enough.Token, settled.Token)), operators.Run(enough.Token)];
        for (var round = 1; round <= options.Rounds; round++)
        {
            await rounds.Run(round);
            Show(round, $"round {round} of {options.Rounds}");
        }

        await rounds.LastStart();
        await enough.CancelAsync();
        await load[^1];
        await operators.Finish();
        if (options.Replicas > 0)
        {
            await burst.Run();
        }

        await WaitForEnds();
        await settled.CancelAsync();
        await Task.WhenAll(load);
        await Task.WhenAll(clients.Select(client => client.ReadAll()));
        var listed = await operators.Unresolved();
        fleet.Kill();
        return comparison.Run(store, upstreams, receiver, listed);
    }

    private async Task WaitForEnds()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestSettling && (story.IsPending || store.Unsettled(options.AwaitsCorrections) > 0))
        {
            await watcher.Watch(TimeSpan.FromMilliseconds(300));
            Show(options.Rounds, "settling");
        }
    }

    private void Show(int round, string what) => progress.Show(
        (double)round / options.Rounds,
        $"{what}: {story.Counted(Counts.Creates)} creates, {story.Tasks.Count} tasks, {upstreams.State.Jobs.Count} jobs, {findings.All.Count} findings");
}
