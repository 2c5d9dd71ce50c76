using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Many long polls, one for each task: from the upstream's terminal word to the waiter's answer.</summary>
internal sealed partial class WaitingRun(Document report, int waiters, int perSecond)
{
    private const string Videos = "/v1/videos/generations";
    private const string Wait = "?wait=60";
    private static readonly TimeSpan JobsRun = TimeSpan.FromSeconds(40);

    public static double Seconds(Options options) => options.Quick ? 55 : 130;

    public static async Task Run(Options options, Stores stores, Document report)
    {
        var table = new Table("waiters", "ends/s", "p50 ms", "p95 ms", "p99 ms", "most ms", "working set MiB before", "KiB for each waiter");
        await new WaitingRun(report, 1000, 100).Run(stores, table);
        if (!options.Quick)
        {
            await new WaitingRun(report, 10_000, 500).Run(stores, table);
        }

        report.Say($"### Waiting\n\nEach `{Wait}` waits for a task of its own, on a connection of its own. Counted from when the upstream writes its terminal word: the gateway reads it, commits, and answers.\n");
        report.Say(table);
    }

    private async Task Run(Stores stores, Table table)
    {
        await using var stub = await Cast.Stub();
        await stub.EndJobs();
        var settings = await stores.Make($"waiting_{waiters}");
        report.Agenda.Begin($"waiting: {waiters} waiters");
        await using var gateway = await Cast.Gateway(
            stub, [.. settings, $"--Waiting:PerKey={waiters + 1}", $"--Connections:Max={waiters + 100}"], JobsRun);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = gateway.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Cast.ClientKey);
        var tasks = await EvenCreates.Run(client, waiters, perSecond);
        var before = gateway.WorkingSetMiB;
        var answers = tasks.Select(id => Answer(client, id)).ToList();
        await Task.Delay(JobsRun / 5);
        var grown = gateway.WorkingSetMiB - before;
        List<double> took = [.. (await Task.WhenAll(answers)).Order()];
        double At(double share) => took[(int)Math.Ceiling(share * took.Count) - 1];
        table.Add(
            ((double)waiters).Whole(), ((double)perSecond).Whole(), At(0.5).Coarse(), At(0.95).Coarse(), At(0.99).Coarse(), At(1).Coarse(),
            before.Whole(), (grown * 1024 / waiters).Coarse());
        report.Agenda.Did();
    }

    /// <returns>Milliseconds since the upstream's word.</returns>
    private static async Task<double> Answer(HttpClient client, string id)
    {
        var task = await client.GetStringAsync(new Uri($"{Videos}/{id}{Wait}", UriKind.Relative));
        var at = Stopwatch.GetTimestamp();
        var ended = EndedAt().Match(task);
        return ended.Success
            ? Stopwatch.GetElapsedTime(long.Parse(ended.Groups[1].Value, CultureInfo.InvariantCulture), at).TotalMilliseconds
            : throw new InvalidOperationException($"{id} did not end in time: {task}");
    }

    [GeneratedRegex("example.com/([0-9]+).mp4")]
    private static partial Regex EndedAt();
}
