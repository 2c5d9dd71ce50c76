using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Roles;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Files through the gateway and through bare YARP; and what a long one to a slow client, copied meanwhile to a folder or a bucket, takes of memory.</summary>
internal static class ContentRun
{
    private const int MiB = 1024 * 1024;
    private const int FileLength = 16 * MiB;
    private const long LongLength = 300L * MiB;
    private const long Slow = 30L * MiB;
    private const int Connections = 8;
    private const int RoundCount = 5;

    private const string AllowStub = "--Results:AllowedNetworks:0=127.0.0.0/8";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static double Seconds(Options options) => (3 * (RoundCount + 1) * RoundOf(options).TotalSeconds) + (2 * ((LongLength / Slow) + 5));

    public static async Task Run(Options options, Stores stores, Document report)
    {
        await Throughput(options, stores, report);
        await Memory(options, stores, report);
    }

    private static async Task Throughput(Options options, Stores stores, Document report)
    {
        var round = RoundOf(options);
        await using var stub = await Cast.Files(FileLength);
        await using var yarp = await Cast.Yarp(stub);
        await using var gateway = await Cast.Gateway(stub, [.. await stores.Make("content"), AllowStub], Look);
        Child[] targets = [stub, yarp, gateway];
        var content = await Completed(gateway);
        string PathOf(Child target) => target == gateway ? content : FileStubRole.Path;

        report.Agenda.Begin($"warming up", targets.Length, round.TotalSeconds);
        foreach (var target in targets)
        {
            await Downloads.For(round, target.Url, PathOf(target), Connections);
            report.Agenda.Did();
        }

        report.Agenda.Begin($"files", RoundCount * targets.Length, round.TotalSeconds);
        var measured = await Rounds.Run(report.Agenda, RoundCount, targets, target =>
            Round.Measure(target, () => Downloads.For(round, target.Url, PathOf(target), Connections)));
        report.Say($"### Content\n\nFiles of {FileLength / MiB} MiB on {Connections} connections; medians of {RoundCount} rounds of {round.TotalSeconds} s each, in turns.\n");
        var table = new Table("through", "MiB/s", "of YARP", "CPU ms/file", "KiB alloc/file");
        foreach (var target in targets)
        {
            table.Add(
                target == stub ? "(stub alone)" : target.Name,
                (measured.Median(target, one => one.Rate) * FileLength / MiB).Whole(),
                target == gateway ? measured.Ratio(gateway, yarp, one => one.Rate).Fine() : "",
                (measured.Median(target, one => one.CpuMicros) / 1000).Coarse(),
                measured.Median(target, one => one.AllocatedKiB).Whole());
        }

        report.Say(table);
    }

    private static async Task Memory(Options options, Stores stores, Document report)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Data, $"gateway-benchmark-kept-{Environment.ProcessId}")).FullName;
        try
        {
            report.Agenda.Begin($"a long file to a slow client and to where it is kept", 2, (LongLength / Slow) + 5);
            var table = new Table("gateway, MiB", "working set before", "at most", "heap");
            await Memory(table, "a folder", await stores.Make("kept"), ["--Results:Keep=folder", $"--Results:Folder={folder}"]);
            report.Agenda.Did();
            await using var bucket = await Bucket.Start(folder);
            if (bucket is not null)
            {
                await Memory(table, "a bucket", await stores.Make("kept-s3"), bucket.Settings);
            }

            report.Agenda.Did();
            report.Say($"### A file of {LongLength / MiB} MiB to a client that takes {Slow / MiB} MiB a second, and meanwhile to where it is kept\n");
            report.Say(table);
            if (bucket is null)
            {
                report.Say($"There was no bucket: its packages are missing (`npm ci --prefix tests/S3`).");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="keep">The settings of where it is kept.</param>
    private static async Task Memory(Table table, string name, IEnumerable<string> store, IReadOnlyList<string> keep)
    {
        await using var stub = await Cast.Files(LongLength);
        await using var gateway = await Cast.Gateway(stub, [.. store, AllowStub, .. keep, "--Signing:Key=a-signing-key-of-32-characters-or-more"], Look);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var before = gateway.WorkingSetMiB;
        var content = await Completed(gateway);
        var both = Task.WhenAll(Downloads.Slowly(gateway.Url, content, Slow), Kept(gateway));
        var most = before;
        while (!both.IsCompleted)
        {
            most = Math.Max(most, gateway.WorkingSetMiB);
            await Task.Delay(Look, TimeProvider.System);
        }

        await both;
        table.Add(name, before.Whole(), most.Whole(), ((await gateway.Figures()).HeapBytes / (double)MiB).Whole());
    }

    private static async Task Kept(Child gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!(await http.GetStringAsync("/metrics")).Contains("gateway_results_total{result=\"kept\"} 1", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }
    }

    /// <returns>The path of a finished task's file.</returns>
    private static async Task<string> Completed(Child gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Cast.ClientKey}");
        using var connection = await Connection.Open(gateway.Url);
        var path = "/v1/videos/generations/" + Created.Id(await connection.Exchange(Requests.Create(0).Next()));
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!(await http.GetStringAsync(path)).Contains("\"completed\"", StringComparison.Ordinal))
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        return path + "/content";
    }

    private static TimeSpan RoundOf(Options options) => TimeSpan.FromSeconds(options.Quick ? 1 : 3);
}
