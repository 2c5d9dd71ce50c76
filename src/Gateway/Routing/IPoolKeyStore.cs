using Gateway.Audit;

namespace Gateway.Routing;

/// <summary>What all replicas are to know of pool keys: the operators' switches, and what upstreams made of keys.</summary>
internal interface IPoolKeyStore
{
    /// <summary>Whether other processes write here, too. If not, marks are not kept.</summary>
    bool HasOtherWriters { get; }

    /// <summary>The keys that an operator has ever switched.</summary>
    ValueTask<IReadOnlyList<PoolKeySwitch>> Switches();

    /// <param name="reason">Null enables it.</param>
    /// <param name="entry">What the audit log says of it, given whether the key was disabled before; null when it is no change.</param>
    Task<PoolKeySwitch> SetDisabled(PoolKeyId key, string? reason, Func<bool, AuditEntry?> entry);

    /// <summary>Those that are not over.</summary>
    ValueTask<IReadOnlyList<PoolMark>> Marks();

    /// <summary>Never shortens one that is there.</summary>
    Task Save(IReadOnlyList<PoolMark> marks);
}
