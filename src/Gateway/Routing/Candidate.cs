using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>An enabled route that can carry the whole request.</summary>
internal sealed record Candidate(ModelRoute Route, Upstream Upstream);
