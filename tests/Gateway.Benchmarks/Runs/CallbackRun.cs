using System.Diagnostics;
using System.Net.Http.Headers;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;
using Gateway.Benchmarks.Seeding;

namespace Gateway.Benchmarks.Runs;

/// <summary>Callbacks to ten receivers of which one hangs: from the upstream's terminal word to the others.</summary>
internal sealed class CallbackRun(Document report, int perSecond)
{
    private const int Receivers = 10;
    private const int Lasts = 15;
    private static readonly TimeSpan JobsRun = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static double Seconds(Options options) => options.Quick ? 45 : 135;

    public static async Task Run(Options options, Stores stores, Document report)
    {
        var table = new Table("callbacks/s wanted", "told/s", "p50 ms", "p95 ms", "p99 ms", "most ms", "gateway's cores");
        foreach (var perSecond in options.Quick ? [200] : (int[])[200, 500, 1000])
        {
            await new CallbackRun(report, perSecond).Run(stores, table);
        }

        report.Say($"### Callbacks\n\nTo {Receivers} receivers, of which one never answers; the figures are of the others. Counted from when the upstream writes its terminal word: the gateway reads it, commits, signs, connects and sends. Creates, polls, receivers and the gateway share the cores.\n");
        report.Say(table);
    }

    private async Task Run(Stores stores, Table table)
    {
        await using var receivers = await Load.Receivers.Start(Receivers);
        await using var stub = await Cast.Stub();
        await stub.EndJobs();
        var settings = await stores.Make($"callbacks_{perSecond}");
        report.Agenda.Begin($"callbacks: {perSecond} a second");
        await using var gateway = await Cast.Gateway(
            stub,
            [.. settings, "--Signing:Key=the-signing-key-of-the-benchmarks", "--Callbacks:AllowedNetworks:0=127.0.0.0/8", "--Callbacks:AllowHttp=true"],
            JobsRun);
        using var client = new HttpClient { BaseAddress = gateway.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Cast.ClientKey);
        var urls = receivers.Urls;
        var count = perSecond * Lasts;
        await EvenCreates.Run(client, count, perSecond, number => $",\"callback_url\":\"{urls[number % Receivers]}/hook\"");
        var (used, begun) = (gateway.CpuTime, Stopwatch.GetTimestamp());
        var wanted = count - (count / Receivers);
        var first = begun;
        while (receivers.Told.Count < wanted && Stopwatch.GetElapsedTime(begun) < Patience)
        {
            first = receivers.Told.Count == 0 ? Stopwatch.GetTimestamp() : first;
            await Task.Delay(50);
        }

        var (took, cores) = (Stopwatch.GetElapsedTime(first), (gateway.CpuTime - used) / Stopwatch.GetElapsedTime(begun));
        List<double> told = [.. receivers.Told.Select(ticks => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds).Order()];
        double At(double share) => told[(int)Math.Ceiling(share * told.Count) - 1];
        table.Add(
            ((double)perSecond).Whole(), (told.Count / took.TotalSeconds).Whole() + (told.Count < wanted ? $" ({wanted - told.Count} not in {Patience.TotalSeconds} s)" : ""),
            At(0.5).Coarse(), At(0.95).Coarse(), At(0.99).Coarse(), At(1).Coarse(), cores.Fine());
        report.Agenda.Did();
    }
}
