namespace Gateway.Admin;

/// <summary>What operators read and switch in the store.</summary>
internal interface IAdminStore
{
    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter);

    ValueTask<TaskDetails?> Task(string id);

    /// <summary>One row for each group that has tasks; without groups, one row.</summary>
    ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query);

    ValueTask<IReadOnlyList<(string Upstream, string PoolKey, string Reason)>> DisabledKeys();

    /// <param name="reason">Null enables it.</param>
    Task SetDisabled(string upstream, string poolKey, string? reason);
}
