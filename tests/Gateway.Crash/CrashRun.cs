using System.Diagnostics;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
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
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);

    private readonly CrashOptions options;
    private readonly UpstreamsHost upstreams;
    private readonly ProgressLine progress;
    private readonly RunCounts counts = new();
    private readonly Findings findings = new();
    private readonly Story story;
    private readonly GatewayProcess gateway;
    private readonly StoreFile store;
    private readonly Rounds rounds;
    private readonly List<CrashClient> clients;
    private readonly OperatorCalls operatorCalls;
    private readonly GuestAct guests;
    private readonly HandMade handMade;
    private readonly Operator operators;
    private readonly Comparison comparison;
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-crash-").FullName;

    private CrashRun(CrashOptions options, Cast cast, UpstreamsHost upstreams, ProgressLine progress, TimeProvider time)
    {
        (this.options, this.upstreams, this.progress) = (options, upstreams, progress);
        story = new Story(findings);
        gateway = new GatewayProcess(cast, upstreams.Url, folder, findings, time);
        store = new StoreFile(gateway.Database);
        var answered = new Moment();
        var disk = new DiskJudge(gateway.Disk, options.JudgesFullDisk, story, findings);
        rounds = new Rounds(options, cast, gateway, upstreams, answered, store, counts, findings, new Random(options.Seed), time);
        clients =
        [
            .. Enumerable.Range(1, options.Clients).Select(number =>
            {
                var account = cast.Clients[number % cast.Clients.Count];
                var random = new Random((options.Seed * 1000) + number);
                var calls = new ClientCalls(account, cast, gateway, disk, story, findings, random, time);
                return new CrashClient(account, calls, new WishMaker(number, random), random, upstreams.State, story, answered, findings, time);
            }),
        ];

        var (verdicts, switches, chance) = (new Verdicts(), new SwitchLog(), new Random(options.Seed * 1000));
        operatorCalls = new OperatorCalls(cast, gateway, disk, story, findings, time);
        var lists = new TaskLists(operatorCalls, findings);
        handMade = new HandMade(cast, upstreams);
        guests = new GuestAct(operatorCalls, cast, gateway, disk, findings, chance, time);
        operators = new Operator(
            operatorCalls,
            lists,
            new ResolveAct(operatorCalls, lists, verdicts, handMade, story, upstreams.Jobs, cast, findings, chance, time),
            new SwitchAct(operatorCalls, switches, cast, findings, chance, time),
            new LimitsAct(operatorCalls, cast, findings, chance, time),
            new RotateAct(operatorCalls, cast, findings, chance, time),
            guests,
            gateway,
            cast,
            chance,
            time);
        comparison = new Comparison(options, folder, cast, story, verdicts, switches, handMade, gateway.Kills, gateway.Disk, counts, findings);
    }

    public static async Task<CrashReport> Run(CrashOptions options, ProgressLine progress)
    {
        var cast = new Cast(options.Rounds);
        await using var upstreams = await UpstreamsHost.Start(cast);
        await using var run = new CrashRun(options, cast, upstreams, progress, TimeProvider.System);
        return await run.Run();
    }

    public ValueTask DisposeAsync()
    {
        gateway.Dispose();
        clients.ForEach(client => client.Dispose());
        operatorCalls.Dispose();
        guests.Dispose();
        handMade.Dispose();
        if (findings.All.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<CrashReport> Run()
    {
        counts.FullDisks = await FullDisk.IsPossible() ? 0 : null;
        await MakeStore();
        using var enough = new CancellationTokenSource();
        using var settled = new CancellationTokenSource();
        List<Task> load = [.. clients.Select(client => client.Run(enough.Token, settled.Token)), operators.Run(enough.Token)];
        for (var round = 1; round <= options.Rounds; round++)
        {
            await rounds.Run(round);
            Show(round, $"round {round} of {options.Rounds}");
        }

        gateway.Start();
        await gateway.Ready();
        await enough.CancelAsync();
        await load[^1];
        await operators.Finish();
        await WaitForEnds();
        await settled.CancelAsync();
        await Task.WhenAll(load);
        await Task.WhenAll(clients.Select(client => client.ReadAll()));
        var listed = await operators.Unresolved();
        gateway.Kill();
        return comparison.Run(store, upstreams, listed);
    }

    /// <summary>The first lives make the schema, and then the keys and teams that no setting can.</summary>
    private async Task MakeStore()
    {
        await rounds.KillWhileStarting();
        gateway.Start();
        await gateway.Ready();
        await operators.Prepare();
        gateway.Kill();
    }

    private async Task WaitForEnds()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestSettling && (story.IsPending || store.Unsettled(options.AwaitsCorrections) > 0))
        {
            await rounds.Watch(TimeSpan.FromMilliseconds(300));
            Show(options.Rounds, "settling");
        }
    }

    private void Show(int round, string what) => progress.Show(
        (double)round / options.Rounds,
        $"{what}: {story.Counted(Counts.Creates)} creates, {story.Tasks.Count} tasks, {upstreams.State.Jobs.Count} jobs, {findings.All.Count} findings");
}
