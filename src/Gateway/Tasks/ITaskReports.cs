namespace Gateway.Tasks;

/// <summary>What operators read about every team's tasks.</summary>
internal interface ITaskReports
{
    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter);

    /// <summary>Of all tasks that match, not only of one page.</summary>
    ValueTask<CreditTotals> Sums(TaskFilter filter);

    ValueTask<TaskDetails?> Task(string id);

    /// <summary>
    /// One row for each group that has tasks; without groups, one row. Tasks that are gone count as made at the beginning of
    /// the UTC day on which they were made.
    /// </summary>
    ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query);

    /// <summary>How things stand now. It costs as much as there are unfinished tasks, and nothing for those that have ended.</summary>
    ValueTask<StoreFigures> Figures();

    /// <summary>The processes that work on the store, the oldest first.</summary>
    ValueTask<IReadOnlyList<ReplicaFigures>> Replicas();

    /// <summary>The newest of the tasks that have completed.</summary>
    ValueTask<IReadOnlyList<TaskDuration>> Completed(int limit);
}
