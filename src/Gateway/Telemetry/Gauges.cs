using System.Diagnostics.Metrics;
using Gateway.Canonical;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Telemetry;

/// <summary>What can be looked up and is not counted. Where the store cannot be asked there is no value, which is not 0.</summary>
internal sealed class Gauges
{
    private static readonly IReadOnlyList<TaskState> Live = [TaskState.Queued, TaskState.Submitting, TaskState.Polling, TaskState.Unknown];

    private readonly KnownFigures figures;
    private readonly UpstreamRegistry upstreams;
    private readonly Pool pool;
    private readonly TimeProvider time;

    public Gauges(IMeterFactory factory, KnownFigures figures, UpstreamRegistry upstreams, Pool pool, TimeProvider time)
    {
        (this.figures, this.upstreams, this.pool, this.time) = (figures, upstreams, pool, time);
        var meter = factory.Create(Meters.Name);
        Observe(meter, "gateway.tasks", "Unfinished tasks by their state.", Tasks);
        Observe(meter, "gateway.task.oldest.seconds", "How long ago the oldest unfinished task in a state was made; 0 where there is none.", Oldest, "s");
        Observe(meter, "gateway.queue.length", "Tasks that wait for a place at an upstream.", () => One(known => Of(known, TaskState.Queued)?.Tasks ?? 0));
        Observe(meter, "gateway.unresolved.tasks", "Tasks of which nobody knows whether an upstream has their job.", () => One(known => known.Unresolved));
        Observe(meter, "gateway.credits.reserved", "Credits set aside for tasks that have not ended or are not resolved.", () => One(known => (double)known.Reserved.Amount));
        Observe(meter, "gateway.pool.in.flight", "Tasks that hold one of a pool key's places.", InFlight);
        Observe(meter, "gateway.pool.keys", "Pool keys by their state.", PoolKeys);
        Observe(meter, "gateway.breaker.open", "Whether this replica holds creates back from the upstream.", Breakers);
        Observe(meter, "gateway.callbacks.pending", "Callbacks that are still to be delivered.", () => One(known => known.CallbacksPending));
        Observe(meter, "gateway.build.info", "Always 1; the version is the label.", () => [new(1, new KeyValuePair<string, object?>("version", BuildVersion.Text))]);
    }

    private static void Observe(Meter meter, string name, string help, Func<IEnumerable<Measurement<double>>> read, string? unit = null) =>
        meter.CreateObservableGauge(name, read, unit, help);

    private static StateFigures? Of(StoreFigures known, TaskState state) => known.Live.FirstOrDefault(figure => figure.State == state.Word());

    private IEnumerable<Measurement<double>> One(Func<StoreFigures, double> read) => figures.Last is { } known ? [new(read(known))] : [];

    private IEnumerable<Measurement<double>> Tasks() => ByState(figure => figure?.Tasks ?? 0);

    private IEnumerable<Measurement<double>> Oldest() =>
        ByState(figure => figure is null ? 0 : Math.Max((time.Now() - figure.Oldest).TotalSeconds, 0));

    private IEnumerable<Measurement<double>> ByState(Func<StateFigures?, double> read) => figures.Last is not { } known
        ? []
        : from state in Live select new Measurement<double>(read(Of(known, state)), new KeyValuePair<string, object?>("state", state.Word()));

    private IEnumerable<Measurement<double>> InFlight() => figures.Last is not { } known
        ? []
        : from upstream in upstreams.All
          from key in upstream.Options.Keys
          select new Measurement<double>(
              known.InFlight.FirstOrDefault(row => row.Key == new PoolKeyId(upstream.Name, key.Id)).Tasks, new("upstream", upstream.Name), new("pool_key", key.Id));

    private IEnumerable<Measurement<double>> PoolKeys() =>
        from upstream in upstreams.All
        let states = upstream.Options.Keys.Select(key => pool.View(upstream, key).State).ToList()
        from state in Words.PoolKeyStates
        select new Measurement<double>(states.Count(one => one == state), new("upstream", upstream.Name), new("state", state));

    private IEnumerable<Measurement<double>> Breakers() =>
        from upstream in upstreams.All
        select new Measurement<double>(upstream.Breaker.MayTry ? 0 : 1, new KeyValuePair<string, object?>("upstream", upstream.Name));
}
