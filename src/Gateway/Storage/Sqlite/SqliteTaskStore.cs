using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Tasks in one SQLite file: what changes them.</summary>
internal sealed partial class SqliteTaskStore(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : ITaskStore
{
    private const long DayMilliseconds = 86_400_000;

    private static readonly string InsertTask =
        $"INSERT INTO tasks ({TaskColumns.All}, request) VALUES ({TaskColumns.Parameters}, @request)";

    private static readonly string UpdateLiving =
        $"UPDATE tasks SET {TaskColumns.LivingAssignments}, leased_from = NULL WHERE id = @id AND version = @version - 1";

    private static readonly string UpdateAll =
        $"UPDATE tasks SET {TaskColumns.AllAssignments}, leased_from = NULL WHERE id = @id AND version = @version - 1";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<OpenResult> Open(NewTask wish, CancellationToken gone) => writer.Write(session =>
    {
        if (wish.Claim is not null && SqliteClaims.Earlier(session, wish.Task.KeyId, wish.Claim) is { } earlier)
        {
            return earlier;
        }

        var now = Now;
        // The budget's period is the one that the price will be booked in: midnight may have passed since the task was made.
        var key = SqliteAccounts.Use(session, Account.Key, wish.Task.KeyId, wish.KeyLimits, wish.Task.CreatedAt);
        var team = SqliteAccounts.Use(session, Account.Team, wish.Task.Team, wish.TeamLimits, wish.Task.CreatedAt);
        var refusal = Admission.Check(Account.Key, wish.KeyLimits, key, wish.Task.PriceMicros, now)
            ?? Admission.Check(Account.Team, wish.TeamLimits, team, wish.Task.PriceMicros, now);
        if (refusal is not null)
        {
            return new OpenResult.OverLimit(refusal);
        }

        return wish.Plan.Pick((upstream, poolKey) => SqlitePoolKeys.Use(session, upstream, poolKey)) switch
        {
            Choice.None => new OpenResult.NoKey(),
            // Whoever came first is served first: a place that is free now belongs to the head of the queue.
            Choice.Chosen chosen when !SqliteQueue.IsAnyQueued(session, wish.Task) =>
                Insert(session, wish, wish.Plan.Begin(wish.Task, chosen.Target), key, team, now),
            _ when SqliteQueue.IsFull(session, wish) => new OpenResult.QueueFull(),
            _ => Insert(session, wish, null, key, team, now),
        };
    }, gone);

    public Task<TaskRecord?> Update(TaskRecord before, TaskRecord after, AttemptClosing? closing) =>
        writer.Write(session => Apply(session, before, after, closing));

    public Task<(TaskRecord Task, StartedAttempt? Next)?> Retry(
        TaskRecord before, AttemptClosing closing, AttemptPlan plan, TaskRecord queued, TaskRecord exhausted) =>
        writer.Write<(TaskRecord, StartedAttempt?)?>(session =>
        {
            var choice = plan.Pick((upstream, key) => SqlitePoolKeys.Use(session, upstream, key));
            if (choice is Choice.Chosen chosen)
            {
                return Start(session, before, plan.Begin(before, chosen.Target), closing) is { } next ? (next.Task, next) : null;
            }

            var after = choice is Choice.Busy ? queued : exhausted;
            if (Apply(session, before, after, closing) is not { } task)
            {
                return null;
            }

            if (task.IsTerminal)
            {
                SqliteClaims.Release(session, task.Id);
            }
            else
            {
                SqliteQueue.ComeBack(session, task);
            }

            return (task, null);
        });

    public Task<StartedAttempt?> Dispatch(TaskRecord before, AttemptPlan plan) => writer.Write(session =>
    {
        if (plan.Pick((upstream, key) => SqlitePoolKeys.Use(session, upstream, key)) is not Choice.Chosen chosen
            || Start(session, before, plan.Begin(before, chosen.Target), null) is not { } started)
        {
            return null;
        }

        SqliteQueue.Serve(session, started.Task);
        return started;
    });

    public Task<StartedAttempt?> Reopen(TaskRecord before, StartedAttempt again) => writer.Write(session => Start(session, before, again, null));

    public Task<(TaskRecord? Task, string? OwnerOfJob)> Resolve(TaskRecord before, TaskRecord after) =>
        writer.Write<(TaskRecord?, string?)>(session => after.UpstreamTaskId is not null && OwnerOfJob(session, after) is { } owner
            ? (null, owner)
            : (Apply(session, before, after, null), null));

    public async Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, long now, long leaseUntil, int limit) =>
        await writer.Write(session => session.All(
            $"""
            UPDATE tasks SET leased_from = due_at, due_at = @lease
            WHERE id IN (SELECT id FROM tasks WHERE upstream IS @upstream AND due_at <= @now ORDER BY due_at LIMIT @limit)
            RETURNING {TaskColumns.All}
            """,
            TaskColumns.Read,
            ("lease", leaseUntil), ("upstream", upstream), ("now", now), ("limit", limit)));

    public Task BringBack(string? upstream, long now, FurthestDue furthest) => writer.Write(session => session.Execute(
        """
        UPDATE tasks SET leased_from = NULL, due_at = CASE state WHEN 'queued' THEN @queued WHEN 'submitting' THEN @other ELSE @now END
        WHERE upstream IS @upstream AND due_at > CASE WHEN @upstream IS NULL THEN @queued ELSE @other END
            AND due_at > CASE state WHEN 'queued' THEN @queued WHEN 'unknown' THEN @unknown ELSE @other END
        """,
        ("queued", furthest.Queued), ("other", furthest.Other), ("now", now), ("upstream", upstream), ("unknown", furthest.Unknown)));

    public Task VoidLeases() => writer.Write(session =>
        session.Execute("UPDATE tasks SET due_at = leased_from, leased_from = NULL WHERE leased_from IS NOT NULL"));

    private static OpenResult Insert(
        SqliteSession session, NewTask wish, StartedAttempt? started, AccountUse key, AccountUse team, long now)
    {
        var task = started?.Task ?? wish.Task;
        session.Execute(
            InsertTask,
            [.. TaskColumns.FixedValues(task), .. TaskColumns.LivingValues(task), .. TaskColumns.EndingValues(task), ("request", wish.RequestJson)]);
        SqliteAccounts.Book(session, task, LedgerEntry.Reserve(task.PriceMicros), now);
        SqlitePoolKeys.Move(session, null, task);
        if (wish.Claim is not null)
        {
            SqliteClaims.Insert(session, task, wish.Claim);
        }

        if (started is null)
        {
            SqliteQueue.Enter(session, task);
        }
        else
        {
            Begin(session, started, now);
        }

        var rate = Tighter(
            Take(session, Account.Key, task.KeyId, wish.KeyLimits, key, now), Take(session, Account.Team, task.Team, wish.TeamLimits, team, now));
        return started is null ? new OpenResult.Queued(task) { Rate = rate } : new OpenResult.Opened(started) { Rate = rate };
    }

    // No index: it would be paid for by every create, and this is asked by hand, now and then.
    private static string? OwnerOfJob(SqliteSession session, TaskRecord task) => session.First(
        "SELECT id FROM tasks WHERE id >= @first AND id <> @id AND upstream = @upstream AND upstream_task_id = @job",
        row => row.GetString(0),
        ("first", IdSource.TaskIdAt(task.CreatedAt - DayMilliseconds)), ("id", task.Id), ("upstream", task.Upstream), ("job", task.UpstreamTaskId));

    private StartedAttempt? Start(SqliteSession session, TaskRecord before, StartedAttempt started, AttemptClosing? closing)
    {
        if (Apply(session, before, started.Task, closing) is not { } task)
        {
            return null;
        }

        Begin(session, started, Now);
        return started with { Task = task };
    }

    private TaskRecord? Apply(SqliteSession session, TaskRecord before, TaskRecord after, AttemptClosing? closing)
    {
        var changed = after with { Version = before.Version + 1 };
        // SQLite maintains every index that an assigned column is in, whether or not its value changes.
        var updated = before.IsTerminal || changed.IsTerminal
            ? session.Execute(UpdateAll, [.. TaskColumns.LivingValues(changed), .. TaskColumns.EndingValues(changed), ("id", changed.Id)])
            : session.Execute(UpdateLiving, [.. TaskColumns.LivingValues(changed), ("id", changed.Id)]);
        if (updated == 0)
        {
            return null;
        }

        SqlitePoolKeys.Move(session, before, changed);
        if (LedgerEntry.Of(before.Money, changed.Money, changed.PriceMicros) is { } entry)
        {
            SqliteAccounts.Book(session, changed, entry, Now);
        }

        if (closing is not null)
        {
            session.Execute(
                "UPDATE attempts SET outcome = @outcome, detail = @detail, closed_at = @at WHERE task_id = @task AND number = @number",
                ("outcome", closing.Outcome), ("detail", closing.Detail), ("at", closing.At), ("task", changed.Id), ("number", closing.Number));
        }

        return changed;
    }

    private static void Begin(SqliteSession session, StartedAttempt started, long now)
    {
        var attempt = started.Attempt;
        session.Execute(
            "INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at) VALUES (@id, @task, @number, @upstream, @pool_key, @opened_at)",
            ("id", attempt.Id), ("task", attempt.TaskId), ("number", attempt.Number),
            ("upstream", attempt.Upstream), ("pool_key", attempt.PoolKey), ("opened_at", attempt.OpenedAt));
        SqlitePoolKeys.CountCreate(session, started.Target, now);
    }

    private static Rate? Take(SqliteSession session, Account account, string id, Limits limits, AccountUse use, long now)
    {
        if (limits.RequestsPerMinute is not { } limit)
        {
            return null;
        }

        var rate = Rate.Take(limit, use.RateFullAt, now);
        SqliteAccounts.SetRate(session, SqliteAccounts.Name(account), id, rate.FullAt);
        return rate;
    }

    private static Rate? Tighter(Rate? key, Rate? team) =>
        key is null || team?.Remaining < key.Value.Remaining ? team : key;
}
