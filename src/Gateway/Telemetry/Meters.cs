using System.Diagnostics.Metrics;

namespace Gateway.Telemetry;

/// <summary>
/// Everything that the gateway counts and times. A name is the Prometheus name with dots. No label ever holds a client's
/// text or a secret.
/// </summary>
internal sealed class Meters
{
    public const string Name = "Gateway";

    private readonly Counter<long> creates;
    private readonly Counter<long> refusals;
    private readonly Counter<long> attempts;
    private readonly Counter<long> polls;
    private readonly Counter<double> credits;
    private readonly Counter<long> callbacks;
    private readonly Counter<long> results;
    private readonly Histogram<double> taskSeconds;
    private readonly Histogram<double> detectionLag;
    private readonly Histogram<double> commitSeconds;
    private readonly Histogram<long> groupOperations;

    public Meters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        creates = meter.CreateCounter<long>("gateway.creates.total", null, "Calls to create a video, by what became of them.");
        refusals = meter.CreateCounter<long>("gateway.refusals.total", null, "Calls to create a video that were answered with an error, by its code.");
        attempts = meter.CreateCounter<long>("gateway.attempts.total", null, "Submissions to upstreams, by their outcome.");
        polls = meter.CreateCounter<long>("gateway.polls.total", null, "Polls of jobs, by what the upstream said.");
        credits = meter.CreateCounter<double>("gateway.credits.total", null, "Credits moved in the ledger.");
        callbacks = meter.CreateCounter<long>("gateway.callbacks.total", null, "Callbacks by what became of them.");
        results = meter.CreateCounter<long>("gateway.results.total", null, "Videos that are kept, by what became of their copies.");
        taskSeconds = Timing(meter, Histograms.TaskSeconds);
        detectionLag = Timing(meter, Histograms.DetectionLag);
        commitSeconds = Timing(meter, Histograms.CommitSeconds);
        groupOperations = meter.CreateHistogram(
            Histograms.GroupOperations.Name, null, Histograms.GroupOperations.Help, null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Histograms.GroupOperations.Bounds.Select(bound => (long)bound)] });
    }

    /// <param name="model">Of the catalogue, or <see cref="Words.NoModel"/>.</param>
    public void Created(string model, string outcome, long calls = 1) => creates.Add(calls, new("model", model), new("outcome", outcome));

    public void Refused(string reason, long calls = 1) => refusals.Add(calls, new KeyValuePair<string, object?>("reason", reason));

    public void Attempted(string upstream, string outcome, long attempted = 1) => attempts.Add(attempted, new("upstream", upstream), new("outcome", outcome));

    public void Polled(string upstream, string result, long polled = 1) => polls.Add(polled, new("upstream", upstream), new("result", result));

    public void Booked(string kind, decimal amount) => credits.Add((double)amount, new KeyValuePair<string, object?>("kind", kind));

    public void CalledBack(string result, long calls = 1) => callbacks.Add(calls, new KeyValuePair<string, object?>("result", result));

    public void Kept(string result, long files = 1) => results.Add(files, new KeyValuePair<string, object?>("result", result));

    /// <param name="time">From the create to the end.</param>
    public void Ended(string model, string status, TimeSpan time) => taskSeconds.Record(time.TotalSeconds, new("model", model), new("status", status));

    /// <param name="late">From when it was due.</param>
    public void LookedAt(string upstream, TimeSpan late) =>
        detectionLag.Record(Math.Max(late.TotalSeconds, 0), new KeyValuePair<string, object?>("upstream", upstream));

    public void Committed(TimeSpan time, int operations)
    {
        commitSeconds.Record(time.TotalSeconds);
        groupOperations.Record(operations);
    }

    private static Histogram<double> Timing(Meter meter, HistogramSpec spec) =>
        meter.CreateHistogram(spec.Name, "s", spec.Help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = spec.Bounds });
}
