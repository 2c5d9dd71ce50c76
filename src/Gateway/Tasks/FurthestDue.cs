using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>How far ahead a task's due time can be, by its state.</summary>
internal sealed record FurthestDue(Instant Queued, Instant Unknown, Instant Other);
