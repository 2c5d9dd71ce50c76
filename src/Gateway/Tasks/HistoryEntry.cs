using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>One thing that has happened to a task.</summary>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="Progress">What it had then come to, where that is what has changed.</param>
internal sealed record HistoryEntry(string Kind, Instant At, int? Progress);
