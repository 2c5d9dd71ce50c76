using System.Text.Json;
using Gateway.Http;
using Gateway.Routing;
using Gateway.Simulation;
using Gateway.Upstreams;

namespace Gateway.Admin;

/// <summary>Upstreams and their pool keys as operators see them; never a secret.</summary>
/// <param name="inUse">The tasks that hold a place, by pool key.</param>
internal sealed class UpstreamJson(Pool pool, IReadOnlyList<(string Upstream, string PoolKey, int Tasks)> inUse)
{
    public void Write(Utf8JsonWriter writer, Upstream upstream)
    {
        writer.WriteStartObject();
        writer.WriteString("name", upstream.Name);
        writer.WriteString("dialect", upstream.Options.Dialect);
        writer.WriteBoolean("enabled", upstream.Options.Enabled);
        writer.WriteBoolean("simulated", upstream.Options.IsSimulated());
        writer.WriteBoolean("breaker_open", !upstream.Breaker.MayTry);
        writer.WriteList("keys", upstream.Options.Keys, (list, key) => Write(list, upstream, key));
        writer.WriteEndObject();
    }

    public void Write(Utf8JsonWriter writer, Upstream upstream, PoolKeyOptions key)
    {
        var view = pool.View(upstream, key);
        writer.WriteStartObject();
        writer.WriteString("id", key.Id);
        writer.WriteString("state", view.State);
        writer.WriteString("reason", view.Reason);
        writer.WriteTime("until", view.Until);
        writer.WriteNumber("in_flight", inUse.FirstOrDefault(use => use.Upstream == upstream.Name && use.PoolKey == key.Id).Tasks);
        writer.WriteNumber("weight", key.Weight);
        writer.WriteNumber("max_in_flight", key.MaxInFlight);
        writer.WriteEndObject();
    }
}
