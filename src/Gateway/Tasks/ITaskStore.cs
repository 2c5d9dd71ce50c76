using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Where tasks outlive the process. What a method returns is on disk.</summary>
internal interface ITaskStore
{
    /// <summary>Decides about a wish and writes what follows from it, in one transaction.</summary>
    /// <param name="gone">Whoever wishes has left: a wish that was not begun by then is dropped.</param>
    Task<T> Decide<T>(Wish<T> wish, CancellationToken gone = default);

    /// <summary>What the client key's <c>Idempotency-Key</c> stands for, if for anything.</summary>
    ValueTask<EarlierClaim?> FindClaim(string keyId, IdempotencyClaim claim);

    ValueTask<TaskRecord?> Find(string id);

    /// <summary>A team's tasks. Finding a page takes as long with a million tasks as with a thousand, unless a model is rare.</summary>
    ValueTask<IReadOnlyList<TaskRecord>> OfTeam(TeamTasks wanted);

    /// <summary>The resolved request of a task, as it was written.</summary>
    ValueTask<string> FindRequest(string id);

    /// <summary>
    /// The queues that are not empty and that this process serves now, by their routes: tasks of the same routes wait for the
    /// same places. Of several processes one serves a queue at a time.
    /// </summary>
    ValueTask<IReadOnlyList<string>> QueuesToServe();

    /// <summary>A queue's tasks in the order of their turn, teams alternating; of each model at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<TaskRecord>> Queue(string routes, int limit);

    /// <summary>A queued task's place in its queue, from 1; null when it waits no more.</summary>
    ValueTask<int?> QueuePosition(TaskRecord task);

    /// <summary>The ids of all tasks of a queue, in the order of their turn.</summary>
    ValueTask<IReadOnlyList<string>> QueueOrder(string routes);

    /// <summary>Takes an upstream's tasks that are due, longest due first, and moves their due time to <paramref name="leaseUntil"/>; they are told with the one they had.</summary>
    /// <param name="upstream">Null for tasks that have none yet.</param>
    Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, Instant now, Instant leaseUntil, int limit);

    /// <summary>
    /// Takes back due times that lie further ahead than any schedule puts them: they were written by a clock that was wrong.
    /// What waits for an answer or for its end waits no longer than it can; everything else is due at once.
    /// </summary>
    /// <param name="upstream">Null for tasks that have none yet.</param>
    Task BringBack(string? upstream, Instant now, FurthestDue furthest);

    /// <summary>When the upstream's next task is due, or null when none ever is.</summary>
    ValueTask<Instant?> NextDue(string? upstream);

    /// <summary>
    /// Tasks whose attempt was left open by a process that has ended. What <see cref="ClaimDue"/> had handed to it is free
    /// again. Called at the start, and every few seconds after that.
    /// </summary>
    Task<IReadOnlyList<TaskRecord>> Abandoned();

    /// <summary>The newest attempt of a task.</summary>
    ValueTask<AttemptRecord?> LastAttempt(string taskId);

    /// <summary>Pool keys that unfinished tasks still have to be polled with.</summary>
    Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse();

    /// <summary>Whether the store can be written to now, and its schema is the one this build needs.</summary>
    ValueTask<bool> IsReady();
}
