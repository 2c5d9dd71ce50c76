using Gateway.Crash.World;

namespace Gateway.Crash.Replicas;

/// <summary>What befalls several gateways on one PostgreSQL, and the PostgreSQL itself, while clients go on calling.</summary>
internal sealed class ReplicaRounds(
    CrashOptions options, Fleet fleet, SharedServer server, UpstreamsHost upstreams, Moment answered, Watcher watcher, RunCounts counts, Random random, TimeProvider time) : IRounds
{
    private const int RoundsPerLongPause = 10;

    /// <summary>As long as a gateway waits for a statement.</summary>
    private static readonly TimeSpan PoolerCalms = TimeSpan.FromSeconds(16);

    /// <summary>Longer than a replica is taken for alive without a sign of life.</summary>
    private readonly TimeSpan longPause = Lease.Terms(options.Lease).Term + TimeSpan.FromSeconds(2.5);

    public async Task MakeStore(Func<Task> prepare)
    {
        counts.ServerCrashes = server.IsOurs ? 0 : null;
        await BringUp();
        await prepare();
        // What was prepared on one of them all of them find at their next start.
        fleet.Kill();
    }

    public async Task Run(int number)
    {
        if (random.Next(5) == 0)
        {
            await KillWhileStarting();
        }

        await BringUp();
        await watcher.Watch(Milliseconds(300, 1200));
        if (number % RoundsPerLongPause == RoundsPerLongPause / 2)
        {
            await Pause(longPause);
            return;
        }

        await (random.Next(20) switch
        {
            < 9 => KillSome(),
            < 13 => CrashServer(),
            < 15 => Task.WhenAll(CrashServer(), KillSome()),
            < 18 => StopOne(),
            _ => Pause(Milliseconds(500, 7000)),
        });
    }

    public Task LastStart() => BringUp();

    private Task BringUp() => Task.WhenAll(fleet.Gateways.Where(gateway => !gateway.IsRunning).Select(BringUp));

    private async Task BringUp(GatewayProcess gateway)
    {
        var isReady = false;
        while (!isReady)
        {
            var begun = time.Now();
            gateway.Kill();
            gateway.Start();
            isReady = await gateway.Ready();
            if (!isReady && !gateway.Trouble.Touches(begun, time.Now()))
            {
                return;
            }
        }
    }

    private async Task KillWhileStarting()
    {
        if (fleet.Gateways.FirstOrDefault(gateway => !gateway.IsRunning) is not { } gateway)
        {
            return;
        }

        gateway.Start();
        await watcher.Watch(Milliseconds(50, 1500));
        gateway.Kill();
        counts.Kills++;
        counts.KillsAtStart++;
    }

    /// <summary>Mostly one, now and then several at once, and a third each at a delicate moment.</summary>
    private async Task KillSome()
    {
        var number = random.Next(3) == 0 ? random.Next(2, fleet.Gateways.Count + 1) : 1;
        var victims = Shuffled().Take(number).ToList();
        void Shoot() => victims.ForEach(victim => victim.Shoot());
        await (random.Next(3) switch
        {
            0 => answered.Next(Shoot),
            1 => upstreams.Decided.Next(Shoot),
            _ => Task.CompletedTask,
        });
        foreach (var victim in victims)
        {
            victim.Kill();
            counts.Kills++;
        }
    }

    private async Task CrashServer()
    {
        if (!server.IsOurs)
        {
            await KillSome();
            return;
        }

        fleet.Trouble.Begin(time.Now());
        server.Crash();
        counts.ServerCrashes++;
        await watcher.Watch(Milliseconds(0, random.Next(4) == 0 ? 6000 : 1500));
        await server.Recover();
        // A pooler keeps its clients waiting while the server is away; those that it forgets give up only after a while.
        await watcher.Watch(server.IsPooled ? PoolerCalms : TimeSpan.Zero);
        fleet.Trouble.End(time.Now());
        await watcher.Watch(Milliseconds(300, 1500));
    }

    private async Task StopOne()
    {
        if (Shuffled() is [var victim, ..])
        {
            await victim.Stop();
            counts.Stops++;
        }
    }

    private async Task Pause(TimeSpan length)
    {
        if (Shuffled() is not [var victim, ..])
        {
            return;
        }

        fleet.Pauses.Begin(time.Now());
        await victim.Pause();
        counts.Pauses++;
        counts.LongPauses += length == longPause ? 1 : 0;
        await watcher.Watch(length);
        await victim.Continue();
        fleet.Pauses.End(time.Now());
        await watcher.Watch(Milliseconds(500, 1500));
    }

    private List<GatewayProcess> Shuffled() => [.. fleet.Gateways.Where(gateway => gateway.IsRunning).OrderBy(_ => random.Next())];

    private TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
