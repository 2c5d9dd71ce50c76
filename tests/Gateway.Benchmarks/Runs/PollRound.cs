using System.Diagnostics;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Runs;

/// <summary>Many tasks due at one moment, and how fast a gateway gets through them.</summary>
internal sealed record PollRound(double Rate, double CpuMicros)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <param name="due">When they are due.</param>
    /// <param name="limit">How long they may take.</param>
    public static async Task<PollRound> Measure(Child stub, Child gateway, DateTimeOffset due, TimeSpan limit, int polls)
    {
        var until = due - TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds(200);
        if (until < TimeSpan.Zero)
        {
            throw new InvalidOperationException("The start took so long that the tasks are due already.");
        }

        await Task.Delay(until);
        var cpu = gateway.CpuTime;
        var before = (await stub.Stats()).Polls;
        var (begun, done) = (0L, before);
        while (done < before + polls)
        {
            if (TimeProvider.System.GetUtcNow() > due + limit)
            {
                throw new InvalidOperationException($"{gateway.Name} made {done - before} of {polls} polls in {limit.TotalSeconds} s.");
            }

            await Task.Delay(Look);
            done = (await stub.Stats()).Polls;
            begun = begun == 0 && done > before ? Stopwatch.GetTimestamp() : begun;
        }

        return new PollRound(polls / Stopwatch.GetElapsedTime(begun).TotalSeconds, (gateway.CpuTime - cpu).TotalMicroseconds / polls);
    }
}
