using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>A task as it is now; no upstream is asked.</summary>
internal sealed class GetTask(ITaskStore store, TaskViews views)
{
    /// <returns>Null when the team has no such task.</returns>
    public async Task<TaskView?> Get(string id, string team) =>
        await store.Find(id) is { } task && task.Team == team ? await views.Of(task) : null;
}
