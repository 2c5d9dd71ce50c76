using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>A callback as operators see it.</summary>
/// <param name="Tries">All of them, oldest first, also those before a replay.</param>
/// <param name="FailingSince">Since when no callback to its receiver was taken; null when the last one was.</param>
/// <param name="PausedUntil">When the next callback to its receiver is tried, while the receiver has failed so long that only one is tried at a time.</param>
internal sealed record CallbackDetails(Callback Callback, IReadOnlyList<CallbackTry> Tries, Instant? FailingSince, Instant? PausedUntil);
