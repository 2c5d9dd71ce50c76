using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>The events on disk, and how far they were heard.</summary>
internal interface IEventStore
{
    /// <summary>Whether other processes write events too, of which nobody here is told.</summary>
    bool HasOtherWriters { get; }

    /// <summary>The events after that id, oldest first; only such that no earlier one can still appear.</summary>
    ValueTask<IReadOnlyList<TaskEvent>> After(long id, int limit);

    /// <summary>Up to which event the subscribers have surely heard all; null before the first start.</summary>
    ValueTask<long?> Heard();

    Task SetHeard(long id);

    /// <summary>Deletes some of the events from before that time, but never the newest.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> Trim(Instant before, int limit);
}
