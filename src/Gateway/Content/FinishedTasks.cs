using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Content;

/// <summary>Finds the task whose file a call is about.</summary>
internal sealed class FinishedTasks(ITaskStore store, TimeProvider time)
{
    /// <returns>The task with its file, or why there is none for this caller.</returns>
    public async Task<(TaskRecord? Task, ApiError? Problem)> Find(string id, HttpContext http)
    {
        if (await store.Find(id) is not { } task || !IsFor(http, task))
        {
            return (null, ApiError.TaskNotFound());
        }

        if (http.Features.Get<RequestNotes>() is { } notes)
        {
            (notes.TaskId, notes.Upstream, notes.PoolKey) = (task.Id, task.Upstream, task.PoolKey);
        }

        return task.State != TaskState.Completed ? (null, ContentErrors.NotCompleted(task))
            : task.ExpiresAt <= time.Now() ? (null, ContentErrors.Expired())
            : (task, null);
    }

    private static bool IsFor(HttpContext http, TaskRecord task) =>
        http.Features.Get<SignedLink>() is not null || task.Team == http.Features.GetRequiredFeature<ClientKey>().Team;
}
