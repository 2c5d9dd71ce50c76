using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Very many running tasks, polled on schedule over two intervals.</summary>
internal sealed class RunningRun(Document report, int tasks, TimeSpan interval)
{
    private static readonly TimeSpan ForStart = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static double Seconds(Options options) => options.Quick ? 40 : 140;

    public static async Task Run(Options options, Stores stores, Document report)
    {
        var run = options.Quick
            ? new RunningRun(report, 10_000, TimeSpan.FromSeconds(15))
            : new RunningRun(report, 100_000, TimeSpan.FromSeconds(60));
        await run.Run(stores);
    }

    private async Task Run(Stores stores)
    {
        await using var stub = await Cast.Stub();
        await using var store = await stores.New(stub, "running");
        report.Agenda.Begin($"running: seeding {tasks} tasks");
        var first = TimeProvider.System.GetUtcNow() + ForStart + TimeSpan.FromSeconds(tasks / 20_000);
        await store.AddRunning(Enumerable.Range(0, tasks).Select(i => first + (interval * ((double)i / tasks))));
        var twin = stores.AreShared ? await Cast.Gateway(stub, store.Settings, interval, "second replica") : null;
        await using var gateway = await Cast.Gateway(stub, store.Settings, interval, twin: twin);
        if (first - TimeProvider.System.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait);
        }

        // A poll's successor comes an interval and up to a tenth of it later, so the second interval has a little less to do.
        var table = new Table("interval", "polls", "scheduled", "polls/s, slowest and fastest second", "late: median s", "late: most s", "working set MiB", "CPU");
        foreach (var (name, scheduled) in new[] { ("first", (double)tasks), ("second", tasks / 1.05) })
        {
            report.Agenda.Begin($"running: {name} interval of {interval.TotalSeconds} s, seconds", (int)interval.TotalSeconds, 1);
            await Watch(table, name, scheduled, stub, gateway, store);
        }

        report.Say($"### Running tasks\n\n{tasks} running tasks due evenly over `Polling:Interval` {interval.TotalSeconds} s, {tasks / interval.TotalSeconds:0} polls a second; looked at every second. “Late” is how long the task that is longest due has been due.\n");
        report.Say(table);
    }

    private async Task Watch(Table table, string name, double scheduled, Child stub, Child gateway, SeededStore store)
    {
        var late = new List<double>();
        var rates = new List<double>();
        var cpu = gateway.CpuTime;
        var before = (await stub.Stats()).Polls;
        var (last, started) = (before, TimeProvider.System.GetTimestamp());
        var lastAt = started;
        while (TimeProvider.System.GetElapsedTime(started) < interval)
        {
            await Task.Delay(Look);
            var polls = (await stub.Stats()).Polls;
            rates.Add((polls - last) / TimeProvider.System.GetElapsedTime(lastAt).TotalSeconds);
            (last, lastAt) = (polls, TimeProvider.System.GetTimestamp());
            late.Add((await store.Lateness()).TotalSeconds);
            report.Agenda.Did();
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        table.Add(
            name, ((double)(last - before)).Whole(), (scheduled * (elapsed / interval)).Whole(), $"{rates.Min().Whole()} – {rates.Max().Whole()}",
            late.Median().Fine(), late.Max().Fine(), gateway.WorkingSetMiB.Whole(), $"{100 * ((gateway.CpuTime - cpu) / elapsed):0} %");
    }
}
