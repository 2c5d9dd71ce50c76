using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Keys;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Waiting;

/// <summary>
/// All calls that wait for a task, woken by the store's events. A change that this process has made brings the task along;
/// one that another replica has made is read once for all who wait for that task.
/// </summary>
internal sealed class Waiters : ITaskSubscriber, IDisposable
{
    private readonly ITaskStore store;
    private readonly ClientKeys keys;
    private readonly WaitingOptions options;
    private readonly ConcurrentDictionary<Waiter, bool> all = new();
    private readonly Dictionary<string, List<Waiter>> ofTask = [];
    private readonly Dictionary<string, int> ofKey = [];
    private readonly Lock change = new();

    public Waiters(ITaskStore store, ClientKeys keys, WaitingOptions options, IMeterFactory meters)
    {
        (this.store, this.keys, this.options) = (store, keys, options);
        keys.Changed += EndThoseWithoutKey;
        meters.Create(Meters.Name).CreateObservableGauge("gateway.waiters", () => (double)Count, null, "Calls on this replica that wait for news of a task.");
    }

    public int Count => all.Count;

    /// <summary>From now on, what happens to the task is heard. Called before the task is read, so that nothing is missed between.</summary>
    /// <returns>Null when the key has as many waiting calls as it may have.</returns>
    public Waiter? Join(string taskId, ClientKey key, string? authorization)
    {
        var waiter = new Waiter(this, taskId, key.Id, authorization);
        lock (change)
        {
            var waiting = ofKey.GetValueOrDefault(key.Id);
            if (waiting >= options.PerKey)
            {
                return null;
            }

            ofKey[key.Id] = waiting + 1;
            if (!ofTask.TryGetValue(taskId, out var others))
            {
                ofTask[taskId] = others = new List<Waiter>(1);
            }

            others.Add(waiter);
        }

        all[waiter] = true;
        EndWithoutKey(waiter);
        return waiter;
    }

    public void Leave(Waiter waiter)
    {
        if (!all.TryRemove(waiter, out _))
        {
            return;
        }

        lock (change)
        {
            if (--ofKey[waiter.KeyId] == 0)
            {
                ofKey.Remove(waiter.KeyId);
            }

            var others = ofTask[waiter.TaskId];
            others.Remove(waiter);
            if (others.Count == 0)
            {
                ofTask.Remove(waiter.TaskId);
            }
        }
    }

    public void Hear(TaskEvent happened)
    {
        Waiter[] waiting;
        lock (change)
        {
            if (!ofTask.TryGetValue(happened.TaskId, out var some))
            {
                return;
            }

            waiting = [.. some];
        }

        var task = happened.Changes is { After: var after } ? Task.FromResult<TaskRecord?>(after) : store.Find(happened.TaskId).AsTask();
        foreach (var waiter in waiting)
        {
            waiter.Tell(task);
        }
    }

    public void Dispose() => keys.Changed -= EndThoseWithoutKey;

    private void EndThoseWithoutKey()
    {
        foreach (var waiter in all.Keys)
        {
            EndWithoutKey(waiter);
        }
    }

    private void EndWithoutKey(Waiter waiter)
    {
        if (keys.Find(waiter.Authorization) is null)
        {
            waiter.End();
        }
    }
}
