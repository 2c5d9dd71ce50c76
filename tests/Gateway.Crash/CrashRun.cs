using System.Diagnostics;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>
/// Load from many clients against simulated upstreams with random faults, while the gateway is killed and started again.
/// Then everything settles, and what clients, store, ledger and upstreams remember is compared.
/// </summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);

    private readonly CrashOptions options;
    private readonly Cast cast;
    private readonly UpstreamsHost upstreams;
    private readonly Moment answered = new();
    private readonly Action<string> say;
    private readonly Random random;
    private readonly RunCounts counts = new();
    private readonly Findings findings = new();
    private readonly Story story;
    private readonly GatewayProcess gateway;
    private readonly StoreFile store;
    private readonly List<CrashClient> clients;
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-crash-").FullName;

    private CrashRun(CrashOptions options, Cast cast, UpstreamsHost upstreams, Action<string> say)
    {
        (this.options, this.cast, this.upstreams, this.say) = (options, cast, upstreams, say);
        random = new Random(options.Seed);
        story = new Story(findings);
        gateway = new GatewayProcess(cast, upstreams.Url, folder, findings);
        store = new StoreFile(gateway.Database);
        clients =
        [
            .. Enumerable.Range(1, options.Clients).Select(number => new CrashClient(
                number, cast, options.Seed * 1000, gateway.Address, upstreams.State, story, answered, findings)),
        ];
    }

    public static async Task<CrashReport> Run(CrashOptions options, Action<string> say)
    {
        var cast = new Cast(options.Rounds);
        await using var upstreams = await UpstreamsHost.Start(cast);
        await using var run = new CrashRun(options, cast, upstreams, say);
        return await run.Run();
    }

    public ValueTask DisposeAsync()
    {
        gateway.Dispose();
        clients.ForEach(client => client.Dispose());
        if (findings.All.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<CrashReport> Run()
    {
        await MakeStore();
        using var enough = new CancellationTokenSource();
        using var settled = new CancellationTokenSource();
        var load = clients.Select(client => client.Run(enough.Token, settled.Token)).ToList();
        for (var round = 1; round <= options.Rounds; round++)
        {
            await Round();
            say($"round {round}: {story.Counted(Counts.Creates)} creates, {upstreams.State.Jobs.Count} jobs, {findings.All.Count} violations");
        }

        gateway.Start();
        await gateway.Ready();
        await enough.CancelAsync();
        await Settle();
        await settled.CancelAsync();
        await Task.WhenAll(load);
        await Task.WhenAll(clients.Select(client => client.ReadAll()));
        gateway.Kill();
        return Compare();
    }

    /// <summary>The first lives make the schema; the teams' limits can only be written where it is.</summary>
    private async Task MakeStore()
    {
        await KillWhileStarting();
        gateway.Start();
        await gateway.Ready();
        gateway.Kill();
        store.SetTeams(cast.Teams);
    }

    /// <summary>One life: now and then ended while it starts, always ended under load, and seldom politely.</summary>
    private async Task Round()
    {
        if (random.Next(5) == 0)
        {
            await KillWhileStarting();
        }

        gateway.Start();
        if (await gateway.Ready())
        {
            await Watch(TimeSpan.FromMilliseconds(random.Next(300, 1200)));
            if (random.Next(8) == 0)
            {
                await gateway.Stop();
                counts.Stops++;
                return;
            }

            await Aim();
        }

        gateway.Kill();
        counts.Kills++;
    }

    /// <summary>
    /// A third of the kills wait until a client has just been told of a new task, so that an answer that runs ahead of
    /// its commit is caught; another third until an upstream has just decided about a create.
    /// </summary>
    private Task Aim() => random.Next(3) switch
    {
        0 => answered.Next(gateway.Shoot),
        1 => upstreams.Decided.Next(gateway.Shoot),
        _ => Task.CompletedTask,
    };

    private async Task KillWhileStarting()
    {
        gateway.Start();
        await Task.Delay(random.Next(50, 1200));
        gateway.Kill();
        counts.Kills++;
        counts.KillsAtStart++;
    }

    /// <summary>Samples the store while the gateway works.</summary>
    private async Task Watch(TimeSpan time)
    {
        var watched = Stopwatch.StartNew();
        while (watched.Elapsed < time)
        {
            var pause = time - watched.Elapsed;
            await Task.Delay(pause < TimeSpan.FromMilliseconds(100) ? pause : TimeSpan.FromMilliseconds(100));
            SampleCheck.Check(store.Sample(), cast, findings);
            counts.Samples++;
        }
    }

    private async Task Settle()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestSettling && (story.IsPending || store.Unsettled(options.AwaitsCorrections) > 0))
        {
            await Watch(TimeSpan.FromMilliseconds(300));
        }

        say($"settled after {waited.Elapsed.TotalSeconds:0.0} s");
    }

    private CrashReport Compare()
    {
        counts.Searched = SecretCheck.CheckFiles(folder, cast, findings);
        var found = store.Read();
        var jobs = upstreams.State.Jobs;
        counts.Jobs = jobs.Count;
        SampleCheck.Check(store.Sample(), cast, findings);
        StoryCheck.Check(found, story, findings);
        var jobOfAttempt = new JobCheck(found, cast, findings).Match(jobs);
        new TaskCheck(found, jobOfAttempt, findings).Check();
        SendCheck.Check(found, upstreams.State.Requests, findings);
        LedgerCheck.Check(found, cast, story, findings);
        RateCheck.Check(found, cast, findings);
        return new CrashReport(options, folder, counts, story, found, jobOfAttempt, findings);
    }
}
