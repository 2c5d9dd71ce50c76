using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>How a receiver stands after a try.</summary>
/// <param name="PausedUntil">When it is tried next, if it has failed so long that one callback is tried at a time.</param>
/// <param name="GivenUp">How many of its other callbacks nobody tries any more: they were due for days.</param>
/// <param name="Resumed">Whether it was paused, and has now taken one.</param>
internal sealed record ReceiverState(Instant? PausedUntil, int GivenUp, bool Resumed);
