using System.Diagnostics;
using Gateway.Crash.Checks;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>One life of the gateway after the other, and how each ends.</summary>
internal sealed class Rounds(
    CrashOptions options, Cast cast, GatewayProcess gateway, UpstreamsHost upstreams, Moment answered, StoreFile store, RunCounts counts, Findings findings, Random random, TimeProvider time)
{
    private const int RoundsPerLongEpisode = 100;

    /// <summary>Longer than any outcome was ever kept in memory without a place on disk.</summary>
    private static readonly TimeSpan LongEpisode = TimeSpan.FromSeconds(33);

    /// <summary>Now and then ended while it starts, always ended under load, and seldom politely.</summary>
    /// <param name="number">Counts from 1.</param>
    public async Task Run(int number)
    {
        if (random.Next(5) == 0)
        {
            await KillWhileStarting();
        }

        gateway.Start();
        if (await gateway.Ready())
        {
            await Watch(Milliseconds(300, 1200));
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

    public async Task KillWhileStarting()
    {
        gateway.Start();
        await Task.Delay(Milliseconds(50, 1200), time);
        gateway.Kill();
        counts.Kills++;
        counts.KillsAtStart++;
    }

    /// <summary>Samples the store while the gateway works.</summary>
    public async Task Watch(TimeSpan length)
    {
        var watched = Stopwatch.StartNew();
        while (watched.Elapsed < length)
        {
            var pause = length - watched.Elapsed;
            await Task.Delay(pause < TimeSpan.FromMilliseconds(100) ? pause : TimeSpan.FromMilliseconds(100), time);
            SampleCheck.Check(store.Sample(), cast, findings);
            counts.Samples++;
        }
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
        var episode = new Episode(gateway, counts, findings, Watch, options.JudgesFullDisk);
        await episode.Run(isLong ? LongEpisode : Milliseconds(0, 1500), isKilled);
        if (isKilled)
        {
            counts.Kills++;
            return true;
        }

        // After a long one the kill waits until every outcome that was kept in memory must be on disk.
        await Watch(isLong ? OutcomeCheck.Patience * 2 : Milliseconds(200, 600));
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
