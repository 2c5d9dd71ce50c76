namespace Gateway.Tasks;

/// <summary>Where in which queue a task stands: the tasks of the same routes wait for the same places, each team in its turn.</summary>
internal readonly record struct QueuePlace(string Routes, string Model, string Team)
{
    public static QueuePlace Of(TaskRecord task) => new(task.Routes, task.Model, task.Team);
}
