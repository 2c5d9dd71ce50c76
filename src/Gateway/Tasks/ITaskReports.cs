namespace Gateway.Tasks;

/// <summary>What operators read about every team's tasks.</summary>
internal interface ITaskReports
{
    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter);

    ValueTask<TaskDetails?> Task(string id);

    /// <summary>One row for each group that has tasks; without groups, one row.</summary>
    ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query);
}
