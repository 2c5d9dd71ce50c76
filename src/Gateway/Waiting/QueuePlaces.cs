using System.Collections.Concurrent;
using Gateway.Tasks;

namespace Gateway.Waiting;

/// <summary>The places of all who wait in a queue, read at once and kept for some seconds: a stream for each of ten thousand queued tasks asks for nothing of its own.</summary>
internal sealed class QueuePlaces(ITaskStore store, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, Task<IReadOnlyDictionary<string, int>> Places)> queues = new();

    /// <returns>From 1; null when the task waits no more, or not yet.</returns>
    public async Task<int?> Of(TaskRecord task) => (await PlacesIn(task.Routes)).TryGetValue(task.Id, out var place) ? place : null;

    private Task<IReadOnlyDictionary<string, int>> PlacesIn(string routes)
    {
        var now = time.GetTimestamp();
        return queues.AddOrUpdate(
            routes,
            _ => (now, Read(routes)),
            (_, kept) => time.GetElapsedTime(kept.At, now) < KeptFor && !kept.Places.IsFaulted ? kept : (now, Read(routes))).Places;
    }

    private async Task<IReadOnlyDictionary<string, int>> Read(string routes)
    {
        var places = new Dictionary<string, int>();
        foreach (var id in await store.QueueOrder(routes))
        {
            places[id] = places.Count + 1;
        }

        return places;
    }
}
