using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// Whose turn it is among the queued tasks of the same routes. A task's turn is fixed when it is queued: after its team's
/// others, and after the turn that was served last. So teams alternate however many tasks each has queued, and a team that
/// comes again and again gets no second place before another's first. Runs inside its caller's transaction.
/// </summary>
internal static class SqliteQueue
{
    private const string Served = "COALESCE((SELECT served FROM turns WHERE routes = @routes), 0)";

    public static void Enter(SqliteSession session, TaskRecord task) => session.Execute(
        $"""
        UPDATE tasks SET turn = 1 + MAX({Served}, COALESCE((
            SELECT MAX(turn) FROM tasks WHERE state = 'queued' AND routes = @routes AND team = @team), 0))
        WHERE id = @id
        """,
        ("id", task.Id), ("routes", task.Routes), ("team", task.Team));

    /// <summary>It was served already and comes back: nobody who came later goes before it.</summary>
    public static void ComeBack(SqliteSession session, TaskRecord task) => session.Execute(
        $"UPDATE tasks SET turn = COALESCE(turn, {Served}) WHERE id = @id", ("id", task.Id), ("routes", task.Routes));

    public static void Serve(SqliteSession session, TaskRecord task) => session.Execute(
        """
        INSERT INTO turns (routes, served) SELECT routes, turn FROM tasks WHERE id = @id
        ON CONFLICT (routes) DO UPDATE SET served = MAX(served, excluded.served)
        """,
        ("id", task.Id));

    public static bool IsAnyQueued(SqliteSession session, TaskRecord task) => session.First(
        "SELECT EXISTS (SELECT 1 FROM tasks WHERE state = 'queued' AND routes = @routes AND model = @model)",
        row => row.GetBoolean(0),
        ("routes", task.Routes), ("model", task.Model));

    public static bool IsFull(SqliteSession session, NewTask wish) => session.First(
        "SELECT COUNT(*) >= @limit OR COUNT(*) FILTER (WHERE team = @team) >= @team_limit FROM tasks WHERE state = 'queued'",
        row => row.GetBoolean(0),
        ("limit", wish.QueueLimit), ("team", wish.Task.Team), ("team_limit", wish.QueueLimitPerTeam));
}
