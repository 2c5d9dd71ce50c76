using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Who waits for a place, and whose turn it is. Runs inside its caller's transaction.</summary>
internal static class SqliteQueue
{
    public static QueueState Read(SqliteSession session, QueuePlace place) => session.First(
        """
        SELECT (SELECT COUNT(*) FROM tasks WHERE state = 'queued'),
            (SELECT COUNT(*) FROM tasks WHERE state = 'queued' AND team = @team),
            (SELECT COUNT(*) FROM tasks WHERE state = 'queued' AND routes = @routes AND model = @model),
            COALESCE((SELECT MAX(turn) FROM tasks WHERE state = 'queued' AND routes = @routes AND team = @team), 0),
            COALESCE((SELECT served FROM turns WHERE routes = @routes), 0)
        """,
        row => new QueueState(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4)),
        ("team", place.Team), ("routes", place.Routes), ("model", place.Model));

    public static void Save(SqliteSession session, QueueFacts queues)
    {
        foreach (var (routes, turn) in queues.Moved)
        {
            session.Execute(
                "INSERT INTO turns (routes, served) VALUES (@routes, @turn) ON CONFLICT (routes) DO UPDATE SET served = @turn",
                ("routes", routes), ("turn", turn));
        }
    }
}
