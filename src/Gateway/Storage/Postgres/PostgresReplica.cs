using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// This process among those that use the database: its name, and its sign of life there. A process that gave none for a
/// full term is dead, and what it had in hand belongs to whoever finds that out: docs/decisions/0021.
/// </summary>
internal sealed class PostgresReplica(PostgresSource source, string id, ReplicaTerms terms, TimeProvider time) : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan QueueLease = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For signs of life: they wait for no other statement's end, and on a connection that nobody answers any more not so long
    /// that the others take this process for dead.
    /// </summary>
    private readonly PostgresSource own = source.Single(terms.Term / 3);

    private long? lastSeen;
    private long seenSince;
    private bool hasLooked;

    public string Id => id;

    /// <summary>The longest pause between two signs of life in which the database was there all the time.</summary>
    private TimeSpan LongestGap => terms.Heartbeat * 3;

    private bool HasSeenATerm =>
        lastSeen is { } last && time.GetElapsedTime(last) <= LongestGap && time.GetElapsedTime(seenSince) >= terms.Term;

    /// <summary>Gives a sign of life. Called before any work, and then at every heartbeat.</summary>
    public async Task<ClockReading> Beat()
    {
        var sent = time.GetTimestamp();
        var mine = time.GetUtcNow();
        var theirs = await own.First(
            """
            INSERT INTO replicas (id, started_at, seen_at, heard) VALUES ($1, clock_timestamp(), clock_timestamp(), COALESCE((SELECT MAX(id) FROM events), 0))
            ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp() RETURNING (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint
            """,
            row => row.GetInt64(0),
            id);
        var took = time.GetElapsedTime(sent);
        Seen();
        return new ClockReading(DateTimeOffset.UnixEpoch.AddMicroseconds(theirs) - (mine + (took / 2)), took / 2);
    }

    /// <summary>
    /// Tasks whose attempt was left open by a process that is dead. Nobody is called that while this process has not seen the
    /// database for a full term: the others may not have got through to it either.
    /// </summary>
    public async Task<IReadOnlyList<TaskRecord>> Abandoned()
    {
        if (!HasSeenATerm)
        {
            return [];
        }

        var dead = await source.All("SELECT id FROM replicas WHERE seen_at < clock_timestamp() - $1", row => row.GetString(0), terms.Term);
        if (dead.Count == 0 && hasLooked)
        {
            return [];
        }

        await source.Do("UPDATE schedule SET leased_until = NULL, leased_by = NULL WHERE leased_by = ANY($1)", [dead.ToArray()]);

        // Also those of replicas whose row is gone: their last look may have been cut short. Its own it has in hand.
        var left = await source.All(
            $"""
            SELECT {string.Join(", ", TaskColumns.All.Split(", ").Select(column => $"tasks.{column}"))} FROM schedule JOIN tasks ON tasks.id = schedule.task_id
            WHERE owner <> $2 AND state = 'submitting'
                AND NOT EXISTS (SELECT 1 FROM replicas WHERE replicas.id = schedule.owner AND seen_at >= clock_timestamp() - $1)
            """,
            TaskColumns.Read,
            terms.Term, id);
        if (left.Count == 0)
        {
            await source.Do("DELETE FROM replicas WHERE id = ANY($1) AND seen_at < clock_timestamp() - $2", dead.ToArray(), terms.Term);
            hasLooked = true;
        }

        return left;
    }

    /// <summary>The queues that are not empty and that this process serves now; nobody else does until its lease on them ends.</summary>
    public async ValueTask<IReadOnlyList<string>> QueuesToServe() => await source.All(
        """
        INSERT INTO dispatchers AS now (routes, replica, until)
        SELECT routes, $1, clock_timestamp() + $2 FROM (SELECT DISTINCT routes FROM tasks WHERE waits = 1) AS waiting
        ON CONFLICT (routes) DO UPDATE SET replica = excluded.replica, until = excluded.until
            WHERE now.replica = excluded.replica OR now.until < clock_timestamp()
        RETURNING routes
        """,
        row => row.GetString(0),
        id, QueueLease);

    /// <summary>Gives back what it has in hand. Called when nothing is under way any more.</summary>
    public async Task Leave()
    {
        var batch = new PostgresBatch();
        batch.Do("UPDATE schedule SET leased_until = NULL, leased_by = NULL WHERE leased_by = $1", id);
        batch.Do("DELETE FROM dispatchers WHERE replica = $1", id);
        batch.Do("DELETE FROM commits WHERE replica = $1", id);
        batch.Do("DELETE FROM replicas WHERE id = $1", id);
        await source.Run(batch);
    }

    public ValueTask DisposeAsync() => own.DisposeAsync();

    public void Dispose() => own.Dispose();

    private void Seen()
    {
        // A gap in which the database was not there for this process begins the term anew.
        if (lastSeen is not { } last || time.GetElapsedTime(last) > LongestGap)
        {
            seenSince = time.GetTimestamp();
        }

        lastSeen = time.GetTimestamp();
    }
}
