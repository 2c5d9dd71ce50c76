using System.Diagnostics;

namespace Gateway.Benchmarks.Load;

/// <summary>So many connections, spread over the targets, each sending its next request when the last was answered.</summary>
internal static class ClosedLoop
{
    public static Task<Sample> For(TimeSpan time, IReadOnlyList<Uri> targets, Func<int, Requests> requests, int connections)
    {
        var end = 0L;
        return Run(
            targets,
            requests,
            connections,
            () => end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency),
            () => Stopwatch.GetTimestamp() < end);
    }

    public static Task<Sample> Times(int count, IReadOnlyList<Uri> targets, Func<int, Requests> requests, int connections)
    {
        var left = count;
        return Run(targets, requests, connections, () => { }, () => Interlocked.Decrement(ref left) >= 0);
    }

    private static async Task<Sample> Run(IReadOnlyList<Uri> targets, Func<int, Requests> requests, int count, Action begin, Func<bool> another)
    {
        var connections = new List<Connection>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                connections.Add(await Connection.Open(targets[i % targets.Count]));
            }

            begin();
            var started = Stopwatch.GetTimestamp();
            var latencies = await Task.WhenAll(connections.Select((connection, number) => Drive(connection, requests(number), another)));
            var elapsed = Stopwatch.GetElapsedTime(started);

            // Away from the thread of the sockets.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return new Sample(latencies.SelectMany(one => one), elapsed);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task<List<long>> Drive(Connection connection, Requests requests, Func<bool> another)
    {
        var latencies = new List<long>(4096);
        while (another())
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.Exchange(requests.Next());
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        return latencies;
    }
}
