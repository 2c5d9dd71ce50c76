namespace Gateway.Tasks;

/// <summary>Where tasks outlive the process. What a method returns is on disk.</summary>
internal interface ITaskStore
{
    /// <summary>Writes task, first attempt and idempotency claim in one transaction, before anything is sent.</summary>
    Task<OpenResult> Open(TaskRecord task, string requestJson, AttemptRecord attempt, IdempotencyClaim? claim);

    /// <summary>What an Idempotency-Key already stands for, or null.</summary>
    ValueTask<OpenResult?> FindClaim(string keyId, IdempotencyClaim claim);

    /// <summary>
    /// Replaces the task if it is still at <paramref name="task"/>'s version, and in the same transaction
    /// closes one attempt, opens the next, or gives the Idempotency-Key free.
    /// </summary>
    /// <returns>The stored task with its new version, or null when somebody else changed it first.</returns>
    Task<TaskRecord?> Update(TaskRecord task, AttemptClosing? closing = null, AttemptRecord? next = null, bool releaseClaim = false);

    ValueTask<TaskRecord?> Find(string id);

    /// <summary>Takes tasks that are due, longest due first, and moves their due time to <paramref name="leaseUntil"/>.</summary>
    Task<IReadOnlyList<TaskRecord>> ClaimDue(long now, long leaseUntil, int limit);

    /// <summary>Gives back what <see cref="ClaimDue"/> handed to a process that ended. Only for engines with one process.</summary>
    Task VoidLeases();

    /// <summary>When the next task is due, or null when none ever is.</summary>
    ValueTask<long?> NextDue();

    /// <summary>Tasks whose attempt is open.</summary>
    Task<IReadOnlyList<TaskRecord>> Submitting();

    /// <summary>The newest attempt of a task.</summary>
    ValueTask<AttemptRecord?> LastAttempt(string taskId);

    /// <summary>Pool keys that unfinished tasks still have to be polled with.</summary>
    Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse();

    /// <summary>Whether the store answers and its schema is the one this build needs.</summary>
    ValueTask<bool> IsReady();
}
