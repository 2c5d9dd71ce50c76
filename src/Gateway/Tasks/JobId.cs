namespace Gateway.Tasks;

/// <summary>A job of an upstream.</summary>
internal readonly record struct JobId(string Upstream, string UpstreamTaskId);
