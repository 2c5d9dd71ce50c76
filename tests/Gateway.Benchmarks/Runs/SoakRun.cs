using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Roles;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>A steady load for an hour, a tenth of it with faults of the upstream: whatever grows with time is a leak. Only when it is asked for.</summary>
internal sealed class SoakRun(Document report, TimeSpan lasts, TimeSpan between)
{
    public const string Name = "soak";

    private const int PerSecond = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    /// <summary>For the last jobs to end, those among them that the gateway has to ask for.</summary>
    private static readonly TimeSpan ToEnd = TimeSpan.FromMinutes(4);

    private readonly Table table = new(
        "minute", "creates", "working set MiB", "heap MiB", "handles", "threads", "store MiB", "store KiB/task", "late s", "cores");

    public static double Seconds(Options options) => options.Quick ? 400 : 3900;

    public static Task Run(Options options, Stores stores, Document report) =>
        (options.Quick ? new SoakRun(report, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20)) : new SoakRun(report, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))).Run(stores);

    private async Task Run(Stores stores)
    {
        await using var sandbox = await Cast.Sandbox();
        await using var store = await stores.New(sandbox, "soak");
        List<string> settings = [.. store.Settings, $"--Upstreams:toapis:BaseUrl={new Uri(sandbox.Url, SandboxRole.Upstream)}", "--Waiting:PerKey=10000"];
        var gateways = new List<Child>();
        try
        {
            for (var number = 1; number <= (stores.AreShared ? 2 : 1); number++)
            {
                gateways.Add(await Cast.Gateway(sandbox, settings, Poll, $"replica {number}"));
            }

            await Run(store, gateways);
        }
        finally
        {
            foreach (var gateway in gateways)
            {
                await gateway.DisposeAsync();
            }
        }
    }

    private async Task Run(SeededStore store, List<Child> gateways)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Cast.ClientKey);
        var clients = new SteadyClients(http, [.. gateways.Select(gateway => gateway.Url)]);
        report.Agenda.Begin($"soak: {PerSecond} creates a second for {lasts.TotalMinutes} minutes, looks", (int)(lasts / between), between.TotalSeconds);
        using var end = new CancellationTokenSource();
        var load = clients.Run(PerSecond, end.Token);
        var begun = Stopwatch.GetTimestamp();
        do
        {
            await Look(store, gateways, clients, begun, between);
            report.Agenda.Did();
        }
        while (Stopwatch.GetElapsedTime(begun) < lasts);

        await end.CancelAsync();
        await load;
        var counts = await Ended(http, gateways[0]);
        await Look(store, gateways, clients, begun, TimeSpan.FromSeconds(5));
        report.Say($"### Soak\n\n{PerSecond} creates a second for {lasts.TotalMinutes} minutes on {gateways.Count} gateways, one in ten with a fault; every twentieth task is waited for at the other gateway. Figures of a process are those of each. The last line is from after the end, when every job had ended.\n");
        report.Say(table);
        report.Say($"Calls: {string.Join(", ", clients.Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Key}: {outcome.Value}"))}.");
        report.Say($"Tasks that clients were told of: {clients.Made}. By the gateway's own report: {counts}.\n");
        if (store is StoreDatabase database)
        {
            report.Say(await database.Churn());
        }
    }

    private async Task Look(SeededStore store, List<Child> gateways, SteadyClients clients, long begun, TimeSpan over)
    {
        var before = gateways.Select(gateway => gateway.CpuTime).ToList();
        var since = Stopwatch.GetTimestamp();
        await Task.Delay(over);
        var used = gateways.Select((gateway, index) => (gateway.CpuTime - before[index]) / Stopwatch.GetElapsedTime(since));
        var heaps = await Task.WhenAll(gateways.Select(async gateway => (await gateway.Figures()).HeapBytes / 1048576.0));
        var size = await store.SizeMiB();
        table.Add(
            Stopwatch.GetElapsedTime(begun).TotalMinutes.Coarse(), ((double)clients.Made).Whole(),
            Each(gateways.Select(gateway => gateway.WorkingSetMiB)), Each(heaps),
            Each(gateways.Select(gateway => (double)gateway.Handles)), Each(gateways.Select(gateway => (double)gateway.Threads)),
            size.Whole(), (size * 1024 / Math.Max(1, clients.Made)).Fine(), (await store.Lateness()).TotalSeconds.Fine(),
            string.Join(" / ", used.Select(cores => cores.Fine())));
    }

    /// <summary>Waits until no task is open.</summary>
    /// <returns>What has become of all tasks, by the gateway's own report.</returns>
    private static async Task<string> Ended(HttpClient http, Child gateway)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            using var usage = JsonDocument.Parse(await http.GetStringAsync(new Uri(gateway.Url, "v1/usage?group_by=model")));
            var row = usage.RootElement.GetProperty("data")[0];
            var tasks = row.GetProperty("tasks");
            if (tasks.GetProperty("queued").GetInt32() + tasks.GetProperty("in_progress").GetInt32() == 0 || Stopwatch.GetElapsedTime(begun) > ToEnd)
            {
                var sum = tasks.EnumerateObject().Sum(count => count.Value.GetInt32());
                return string.Create(CultureInfo.InvariantCulture, $"{sum}, namely {tasks.GetRawText()}, credits {row.GetProperty("credits").GetRawText()}");
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    private static string Each(IEnumerable<double> values) => string.Join(" / ", values.Select(value => value.Whole()));
}
