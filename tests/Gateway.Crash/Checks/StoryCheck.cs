using Gateway.Crash.Clients;
using Gateway.Crash.Store;

namespace Gateway.Crash.Checks;

/// <summary>What clients were told, against the store.</summary>
internal static class StoryCheck
{
    public static void Check(StoreSnapshot store, Story story, Findings findings)
    {
        var tasks = store.Tasks.ToDictionary(task => task.Id);
        foreach (var told in story.Tasks)
        {
            if (!tasks.TryGetValue(told.Id, out var task))
            {
                findings.Add(ViolationKinds.TaskLost, $"{told} is not in the store");
            }
            else if (task.Marker != told.Marker || !new Told(task.Id, task.Marker, task.Status, (int)task.Progress, task.ErrorCode).MayFollow(told))
            {
                findings.Add(ViolationKinds.Contradiction, $"{told}, but the store has {task}");
            }
        }

        CheckOnce(store, story, findings);
        foreach (var (keyId, key, taskId) in store.IdempotencyKeys)
        {
            findings.Require(
                tasks.TryGetValue(taskId, out var task) && task.KeyId == keyId && key == $"key-{task.Marker}", ViolationKinds.TwoTasks, $"{key} stands for {taskId}");
        }
    }

    /// <summary>A wish with an Idempotency-Key is at most one task, and one without was sent once. Only a task that no upstream could take gives its key free.</summary>
    private static void CheckOnce(StoreSnapshot store, Story story, Findings findings)
    {
        foreach (var made in store.Tasks.GroupBy(task => task.Marker))
        {
            var most = story.Wishes.TryGetValue(made.Key, out var wish) ? 1 : 0;
            var counted = wish?.IdempotencyKey is null ? made.Count() : made.Count(task => task.ErrorCode != "upstream_unavailable");
            findings.Require(counted <= most, ViolationKinds.TwoTasks, string.Join(", ", made));
        }
    }
}
