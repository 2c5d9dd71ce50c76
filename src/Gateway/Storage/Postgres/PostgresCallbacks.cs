using Gateway.Callbacks;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Writes what changes of tasks mean for their callbacks, in the transaction of the changes. Without any it adds no statement.</summary>
internal static class PostgresCallbacks
{
    private const string Columns = "id, task_id, team, type, url, receiver, created_at, due_at, status, tries";

    public static void Save(PostgresBatch batch, Facts facts)
    {
        var rows = new PostgresRows(10);
        foreach (var news in from changes in facts.Made where changes.Callback is not null select changes.Callback)
        {
            rows.Add(news.Id);
            rows.Add(news.TaskId);
            rows.Add(news.Team);
            rows.Add(news.Type);
            rows.Add(news.Url);
            rows.Add(news.Receiver);
            rows.Add(facts.Now.UnixMilliseconds);
            rows.Add(facts.Now.UnixMilliseconds);
            rows.Add(CallbackStatus.Pending);
            rows.Add(0);
        }

        if (rows.Count > 0)
        {
            batch.Do($"INSERT INTO callbacks ({Columns}) SELECT * FROM {rows.Unnest()}", rows);
        }

        // After the new ones: a group may hold a task's failure and its correction.
        string[] outdated = [.. from changes in facts.Made where changes.OutdatedCallback is not null select changes.OutdatedCallback];
        if (outdated.Length > 0)
        {
            Drop(batch, outdated);
        }
    }

    /// <summary>Unless they have ended.</summary>
    public static void Drop(PostgresBatch batch, string[] ids) => batch.Do(
        """
        WITH gone AS (DELETE FROM callbacks WHERE id = ANY($1) AND due_at IS NOT NULL RETURNING id)
        DELETE FROM callback_tries USING gone WHERE callback_id = gone.id
        """,
        [ids]);
}
