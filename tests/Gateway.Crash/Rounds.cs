using Gateway.Crash.Checks;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>One life of the gateway after the other, and how each ends.</summary>
internal sealed class Rounds(
    CrashOptions options, GatewayProcess gateway, UpstreamsHost upstreams, Moment answered, Watcher watcher, RunCounts counts, Findings findings, Random random, TimeProvider time) : IRounds
{
    private const int RoundsPerLongEpisode = 100;

    /// <summary>Longer than any outcome was ever kept in memory without a place on disk.</summary>
    private static readonly TimeSpan LongEpisode = TimeSpan.FromSeconds(33);

    public async Task MakeStore(Func<Task> prepare)
    {
        counts.FullDisks = await FullDisk.IsPossible() ? 0 : null;
        await KillWhileStarting();
        await LastStart();
        await prepare();
        gateway.Kill();
    }

    public async Task LastStart()
    {
        gateway.Start();
        await gateway.Ready();
    }

    /// <summary>Now and then ended while it starts, always ended under load, and seldom politely.</summary>
    public async Task Run(int number)
    {
        if (random.Next(5) == 0)
        {
            await KillWhileStarting();
        }

        gateway.Start();
        if (await gateway.Ready())
        {
            await watcher.Watch(Milliseconds(300, 1200));
            if (counts.FullDisks is not null && await FillDisk(number))
            {
                return;
            }

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

    private async Task KillWhileStarting()
    {
        gateway.Start();
        await Task.Delay(Milliseconds(50, 1200), time);
        gateway.Kill();
        counts.Kills++;
        counts.KillsAtStart++;
    }

    /// <summary>In every fourth round the disk is full for a while; a third of these lives ends before there is room again.</summary>
    /// <returns>Whether the gateway was killed meanwhile.</returns>
    private async Task<bool> FillDisk(int number)
    {
        var isLong = number % RoundsPerLongEpisode == RoundsPerLongEpisode / 2;
        // The first one comes for sure, so that a short run has one too.
        if (!isLong && number != 2 && random.Next(4) > 0)
        {
            return false;
        }

        var isKilled = !isLong && random.Next(3) == 0;
        var episode = new Episode(gateway, counts, findings, watcher.Watch, options.JudgesFullDisk);
        await episode.Run(isLong ? LongEpisode : Milliseconds(0, 1500), isKilled);
        if (isKilled)
        {
            counts.Kills++;
            return true;
        }

        // After a long one the kill waits until every outcome that was kept in memory must be on disk.
        await watcher.Watch(isLong ? OutcomeCheck.Patience * 2 : Milliseconds(200, 600));
        return false;
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

    private TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
