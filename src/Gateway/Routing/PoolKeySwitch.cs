namespace Gateway.Routing;

/// <summary>A pool key as an operator has left it.</summary>
/// <param name="Number">Later switches of a key have higher numbers.</param>
/// <param name="DisabledBecause">Null when it is enabled.</param>
internal sealed record PoolKeySwitch(PoolKeyId Key, long Number, string? DisabledBecause);
