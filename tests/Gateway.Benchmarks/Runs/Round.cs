using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Runs;

/// <summary>One target under one load once, with what it cost the target's process.</summary>
internal sealed record Round(double Rate, double P50, double P99, double CpuMicros, double AllocatedKiB)
{
    public static async Task<Round> Measure(Child target, Func<Task<Sample>> load)
    {
        var allocated = (await target.Figures()).AllocatedBytes;
        var cpu = target.CpuTime;
        var sample = await load();
        cpu = target.CpuTime - cpu;
        allocated = (await target.Figures()).AllocatedBytes - allocated;
        return new Round(
            sample.Rate, sample.P50, sample.P99, cpu.TotalMicroseconds / sample.Count, allocated / 1024.0 / sample.Count);
    }
}
