namespace Gateway.Routing;

/// <summary>Which pool key of which upstream.</summary>
internal readonly record struct PoolKeyId(string Upstream, string PoolKey);
