using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Writes what a change of a task means for its callbacks, in the transaction of the change.</summary>
internal static class SqliteCallbacks
{
    public static void Save(SqliteSession session, Changes changes, Instant now)
    {
        if (changes.OutdatedCallback is { } outdated)
        {
            Drop(session, outdated);
        }

        if (changes.Callback is { } news)
        {
            session.Execute(
                """
                INSERT INTO callbacks (id, task_id, team, type, url, receiver, created_at, status, tries, due_at)
                VALUES (@id, @task, @team, @type, @url, @receiver, @now, @status, 0, @now)
                """,
                ("id", news.Id), ("task", news.TaskId), ("team", news.Team), ("type", news.Type), ("url", news.Url), ("receiver", news.Receiver),
                ("now", now.UnixMilliseconds), ("status", CallbackStatus.Pending));
        }
    }

    /// <summary>Unless it has ended.</summary>
    public static int Drop(SqliteSession session, string id)
    {
        session.Execute(
            "DELETE FROM callback_tries WHERE callback_id = @id AND EXISTS (SELECT 1 FROM callbacks WHERE id = @id AND due_at IS NOT NULL)", ("id", id));
        return session.Execute("DELETE FROM callbacks WHERE id = @id AND due_at IS NOT NULL", ("id", id));
    }
}
