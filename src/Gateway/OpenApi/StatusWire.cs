using System.ComponentModel.DataAnnotations;

namespace Gateway.OpenApi;

// How things stand as types, for the operators' document only; see Wire.cs.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>How things stand.</summary>
/// <param name="Tasks">Those that have not ended, by their state.</param>
/// <param name="Oldest">When the oldest of each state was made.</param>
/// <param name="QueueLength">Tasks that wait for a place.</param>
/// <param name="Unresolved">Tasks of which nobody knows whether there is a job.</param>
/// <param name="Replicas">The processes that work on the store.</param>
internal sealed record StatusAnswer(
    [property: Required] string Version,
    [property: Required] LiveTasks Tasks,
    [property: Required] OldestTasks Oldest,
    [property: Required] long QueueLength,
    [property: Required] long Unresolved,
    [property: Required] IReadOnlyList<ReplicaRow> Replicas);

/// <summary>Tasks that have not ended.</summary>
internal sealed record LiveTasks(
    [property: Required] long Queued, [property: Required] long Submitting, [property: Required] long Polling, [property: Required] long Unknown);

/// <summary>Unix seconds; null where there is no task.</summary>
internal sealed record OldestTasks(long? Queued, long? Submitting, long? Polling, long? Unknown);

/// <summary>A process. Times are Unix seconds.</summary>
/// <param name="LastSeenAt">Its last sign of life.</param>
internal sealed record ReplicaRow([property: Required] string Id, [property: Required] long StartedAt, [property: Required] long LastSeenAt);
