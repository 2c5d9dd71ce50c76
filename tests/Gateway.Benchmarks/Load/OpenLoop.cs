using System.Diagnostics;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// Requests that come when they come, whether or not earlier ones were answered: independent clients, at random
/// moments with a given rate. One that finds every connection taken waits, and its wait counts.
/// </summary>
internal sealed class OpenLoop(Func<int, Requests> requests)
{
    private const int Connections = 256;

    private readonly Lock access = new();
    private readonly Stack<(Connection Connection, Requests Requests)> idle = new();
    private readonly Queue<long> waiting = new();
    private readonly List<long> latencies = [];
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unanswered;

    public async Task<Sample> Run(Uri target, double perSecond, TimeSpan time)
    {
        for (var i = 0; i < Connections; i++)
        {
            idle.Push((await Connection.Open(target), requests(i)));
        }

        var pace = new Thread(() => Pace(perSecond, time)) { Priority = ThreadPriority.AboveNormal };
        unanswered = 1;
        pace.Start();
        await done.Task;
        foreach (var (connection, _) in idle)
        {
            connection.Dispose();
        }

        return new Sample(latencies, time);
    }

    /// <summary>Wakes every millisecond and starts what came since; the clock of a request runs from there.</summary>
    private void Pace(double perSecond, TimeSpan time)
    {
        // The same moments for every target.
        var random = new Random(1);
        var started = Stopwatch.GetTimestamp();
        var next = 0.0;
        while (next < time.TotalSeconds)
        {
            Thread.Sleep(1);
            for (var now = Stopwatch.GetElapsedTime(started).TotalSeconds; next <= now; next -= Math.Log(1 - random.NextDouble()) / perSecond)
            {
                Start(Stopwatch.GetTimestamp());
            }
        }

        Answered();
    }

    private void Start(long came)
    {
        Interlocked.Increment(ref unanswered);
        (Connection Connection, Requests Requests) free;
        lock (access)
        {
            if (!idle.TryPop(out free))
            {
                waiting.Enqueue(came);
                return;
            }
        }

        _ = Serve(free.Connection, free.Requests, came);
    }

    private async Task Serve(Connection connection, Requests own, long came)
    {
        try
        {
            for (var more = true; more;)
            {
                await connection.Exchange(own.Next());
                lock (access)
                {
                    latencies.Add(Stopwatch.GetTimestamp() - came);
                    more = waiting.TryDequeue(out came);
                    if (!more)
                    {
                        idle.Push((connection, own));
                    }
                }

                Answered();
            }
        }
#pragma warning disable CA1031 // Handed to the one who waits for the run.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            done.TrySetException(problem);
        }
    }

    private void Answered()
    {
        if (Interlocked.Decrement(ref unanswered) == 0)
        {
            done.TrySetResult();
        }
    }
}
