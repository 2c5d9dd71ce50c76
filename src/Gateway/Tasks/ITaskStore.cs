namespace Gateway.Tasks;

/// <summary>Where tasks outlive the process. What a method returns is on disk.</summary>
internal interface ITaskStore
{
    /// <summary>
    /// One transaction before anything is sent: idempotency, limits, budget reserved, pool key's place taken,
    /// task and attempt written.
    /// </summary>
    /// <param name="gone">The client has left: what was not begun by then is not opened.</param>
    Task<OpenResult> Open(NewTask wish, CancellationToken gone = default);

    /// <summary>What the client key's <c>Idempotency-Key</c> stands for, if for anything.</summary>
    ValueTask<EarlierClaim?> FindClaim(string keyId, IdempotencyClaim claim);

    /// <summary>
    /// Replaces a task if it still is at <paramref name="before"/>'s version. In the same transaction the attempt is
    /// closed, the pool key's place is given back at the end, and the ledger gets the line that the change of money asks for.
    /// </summary>
    /// <returns>The stored task, or null when somebody else changed it first.</returns>
    Task<TaskRecord?> Update(TaskRecord before, TaskRecord after, AttemptClosing? closing = null);

    /// <summary>
    /// After an outcome of "certainly no job": closes the attempt, gives its place back, and starts the next attempt, or
    /// queues the task when the places it could take are taken, or ends it as <paramref name="exhausted"/> and gives its
    /// Idempotency-Key free.
    /// </summary>
    /// <returns>The task, and its next attempt if there is one; null when somebody else changed it first.</returns>
    Task<(TaskRecord Task, StartedAttempt? Next)?> Retry(TaskRecord before, AttemptClosing closing, AttemptPlan plan, TaskRecord queued, TaskRecord exhausted);

    /// <summary>Starts an attempt for a queued task.</summary>
    /// <returns>Null when no place is free, or somebody else changed it first.</returns>
    Task<StartedAttempt?> Dispatch(TaskRecord before, AttemptPlan plan);

    /// <summary>Opens a further attempt for a task whose last one has no known outcome.</summary>
    /// <returns>Null when somebody else changed the task first.</returns>
    Task<StartedAttempt?> Reopen(TaskRecord before, StartedAttempt again);

    /// <summary>Replaces a task as <see cref="Update"/> does, unless another task of its upstream already has the job that it would
    /// get. Looks at tasks made at most a day earlier, or later.</summary>
    /// <returns>The stored task, or who has the job; neither when somebody else changed the task first.</returns>
    Task<(TaskRecord? Task, string? OwnerOfJob)> Resolve(TaskRecord before, TaskRecord after);

    ValueTask<TaskRecord?> Find(string id);

    /// <summary>The resolved request of a task, as it was written.</summary>
    ValueTask<string> FindRequest(string id);

    /// <summary>The queues that are not empty, by their routes: tasks of the same routes wait for the same places.</summary>
    ValueTask<IReadOnlyList<string>> Queues();

    /// <summary>A queue's tasks in the order of their turn, teams alternating; of each model at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<TaskRecord>> Queue(string routes, int limit);

    /// <summary>A queued task's place in its queue, from 1; null when it waits no more.</summary>
    ValueTask<int?> QueuePosition(TaskRecord task);

    /// <summary>Takes an upstream's tasks that are due, longest due first, and moves their due time to <paramref name="leaseUntil"/>.</summary>
    /// <param name="upstream">Null for tasks that have none yet.</param>
    Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, long now, long leaseUntil, int limit);

    /// <summary>
    /// Takes back due times that lie further ahead than any schedule puts them: they were written by a clock that was wrong.
    /// What waits for an answer or for its end waits no longer than it can; everything else is due at once.
    /// </summary>
    /// <param name="upstream">Null for tasks that have none yet.</param>
    Task BringBack(string? upstream, long now, FurthestDue furthest);

    /// <summary>Gives back what <see cref="ClaimDue"/> handed to a process that ended. Only for engines with one process.</summary>
    Task VoidLeases();

    /// <summary>When the upstream's next task is due, or null when none ever is.</summary>
    ValueTask<long?> NextDue(string? upstream);

    /// <summary>Tasks whose attempt is open.</summary>
    Task<IReadOnlyList<TaskRecord>> Submitting();

    /// <summary>The newest attempt of a task.</summary>
    ValueTask<AttemptRecord?> LastAttempt(string taskId);

    /// <summary>Pool keys that unfinished tasks still have to be polled with.</summary>
    Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse();

    /// <summary>Whether the store can be written to now, and its schema is the one this build needs.</summary>
    ValueTask<bool> IsReady();
}
