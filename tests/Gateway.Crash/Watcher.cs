using System.Diagnostics;
using Gateway.Crash.Checks;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>Samples the store while gateways work.</summary>
internal sealed class Watcher(StoreReader store, Cast cast, RunCounts counts, Findings findings, TimeProvider time)
{
    public async Task Watch(TimeSpan length)
    {
        var watched = Stopwatch.StartNew();
        while (watched.Elapsed < length)
        {
            var pause = length - watched.Elapsed;
            await Task.Delay(pause < TimeSpan.FromMilliseconds(100) ? pause : TimeSpan.FromMilliseconds(100), time);
            if (store.Sample() is { } sample)
            {
                SampleCheck.Check(sample, cast, findings);
                counts.Samples++;
            }
        }
    }
}
