namespace Gateway.Routing;

/// <summary>The operators' switches at pool keys, on disk.</summary>
internal interface IPoolKeyStore
{
    ValueTask<IReadOnlyList<(PoolKeyId Key, string Reason)>> Disabled();

    /// <param name="reason">Null enables it.</param>
    Task SetDisabled(PoolKeyId key, string? reason);
}
