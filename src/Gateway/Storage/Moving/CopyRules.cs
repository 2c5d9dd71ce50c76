namespace Gateway.Storage.Moving;

/// <summary>
/// Where the file and the database differ. Everything else is copied under its own name; what one side has and the other
/// has not, and what isn't named here, stops the copy and fails a test.
/// </summary>
internal static class CopyRules
{
    /// <summary>No replica has this name: what was open in the file was left behind by somebody who is gone.</summary>
    public const string Nobody = "copied";

    /// <summary>
    /// What each side has of its own. Of <c>events_heard</c> nothing is needed: a replica hears of the events after its start.
    /// </summary>
    public static readonly IReadOnlySet<string> LeftOutTables = new HashSet<string> { "events_heard", "migrations", "probe" };

    /// <summary>The file keeps a task's due time here while a poller has the task; no poller has it after the copy.</summary>
    public static readonly IReadOnlySet<(string Table, string Column)> LeftOutColumns = new HashSet<(string, string)> { ("tasks", "leased_from") };

    /// <summary>Columns of the database whose values are not those of the same column.</summary>
    public static readonly IReadOnlyDictionary<(string Table, string Column), string> Sources = new Dictionary<(string, string), string>
    {
        [("tasks", "due_at")] = "COALESCE(leased_from, due_at)",
        [("attempts", "replica")] = $"'{Nobody}'",
        [("events", "replica")] = $"'{Nobody}'",
    };

    /// <summary>The table that follows from the tasks: when they are due, and whose attempt is open. It gives how many rows it has.</summary>
    public const string FillSchedule =
        $"""
        INSERT INTO schedule (task_id, upstream, due_at, owner)
        SELECT id, COALESCE(upstream, ''), due_at, CASE state WHEN 'submitting' THEN '{Nobody}' END FROM tasks WHERE due_at IS NOT NULL
        """;
}
