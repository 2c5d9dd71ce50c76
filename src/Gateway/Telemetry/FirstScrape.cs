using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Telemetry;

/// <summary>Every series exists from the first scrape, at 0: a rate over one that appears with its first count would miss that count.</summary>
internal static class FirstScrape
{
    public static void Begin(Meters meters, Catalogue catalogue, UpstreamRegistry upstreams)
    {
        foreach (var (model, outcome) in Pairs([.. Models(catalogue), Words.NoModel], Words.CreateOutcomes))
        {
            meters.Created(model, outcome, 0);
        }

        foreach (var reason in Words.Reasons)
        {
            meters.Refused(reason, 0);
        }

        foreach (var (upstream, outcome) in Pairs(Names(upstreams), Words.AttemptOutcomes))
        {
            meters.Attempted(upstream, outcome, 0);
        }

        foreach (var (upstream, result) in Pairs(Names(upstreams), Words.PollResults))
        {
            meters.Polled(upstream, result, 0);
        }

        foreach (var kind in Words.LedgerKinds)
        {
            meters.Booked(kind, 0);
        }

        foreach (var result in Words.KeepResults)
        {
            meters.Kept(result, 0);
        }

        foreach (var result in Words.CallbackResults)
        {
            meters.CalledBack(result, 0);
        }
    }

    /// <summary>Histograms, which can't be begun with a value that never was.</summary>
    public static IReadOnlyList<(HistogramSpec Spec, IReadOnlyList<(string Name, string Value)> Labels)> Histograms(Catalogue catalogue, UpstreamRegistry upstreams) =>
    [
        .. from pair in Pairs(Models(catalogue), Words.EndStatuses)
           select (Telemetry.Histograms.TaskSeconds, (IReadOnlyList<(string, string)>)[("model", pair.First), ("status", pair.Second)]),
        .. from upstream in Names(upstreams)
           select (Telemetry.Histograms.DetectionLag, (IReadOnlyList<(string, string)>)[("upstream", upstream)]),
        (Telemetry.Histograms.CommitSeconds, []),
        (Telemetry.Histograms.GroupOperations, []),
    ];

    private static IReadOnlyList<string> Models(Catalogue catalogue) => [.. catalogue.Models.Select(model => model.Name)];

    private static IReadOnlyList<string> Names(UpstreamRegistry upstreams) => [.. upstreams.All.Select(upstream => upstream.Name)];

    private static IEnumerable<(string First, string Second)> Pairs(IReadOnlyList<string> firsts, IReadOnlyList<string> seconds) =>
        from first in firsts from second in seconds select (first, second);
}
