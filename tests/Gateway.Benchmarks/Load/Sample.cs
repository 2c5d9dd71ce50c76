using System.Diagnostics;

namespace Gateway.Benchmarks.Load;

/// <summary>The latencies of one round, in ticks of the stopwatch.</summary>
internal sealed class Sample
{
    private readonly long[] sorted;

    public Sample(IEnumerable<long> latencies, TimeSpan elapsed)
    {
        sorted = [.. latencies];
        Array.Sort(sorted);
        Elapsed = elapsed;
    }

    public TimeSpan Elapsed { get; }

    public int Count => sorted.Length;

    public double Rate => Count / Elapsed.TotalSeconds;

    public double P50 => Percentile(0.50);

    public double P99 => Percentile(0.99);

    private double Percentile(double part) => Stopwatch.GetElapsedTime(0, sorted[(int)(part * (Count - 1))]).TotalMilliseconds;
}
