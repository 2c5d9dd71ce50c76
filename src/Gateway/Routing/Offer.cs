using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>A pool key that could take an attempt now, as far as this process knows; whether it has a free place, the store knows.</summary>
/// <param name="Preference">Its route's place in the order of preference, from 0.</param>
/// <param name="Weight">Share of the work beside the other keys of its upstream.</param>
/// <param name="MaxInFlight">Tasks that may be under way with it; 0 is no limit.</param>
/// <param name="RequestsPerMinute">Creates a minute; 0 is no limit.</param>
/// <param name="SubmitTimeout">How long its upstream may take to answer a create.</param>
internal sealed record Offer(PoolKeyId Key, int Preference, int Weight, int MaxInFlight, int RequestsPerMinute, TimeSpan SubmitTimeout)
{
    public static Offer Of(Upstream upstream, PoolKeyOptions key, int preference = 0) => new(
        new PoolKeyId(upstream.Name, key.Id), preference, key.Weight, key.MaxInFlight, key.RequestsPerMinute, upstream.Options.SubmitTimeout);
}
