using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Where one attempt goes.</summary>
internal sealed record Target(ModelRoute Route, Upstream Upstream, PoolKeyOptions Key);
