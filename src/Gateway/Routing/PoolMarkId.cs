namespace Gateway.Routing;

/// <summary>What a mark is about. A later mark about the same takes its place.</summary>
/// <param name="Kind">cooling, exhausted or refused.</param>
/// <param name="Model">Empty when it concerns every model.</param>
internal readonly record struct PoolMarkId(PoolKeyId Key, string Fingerprint, string Kind, string Model);
