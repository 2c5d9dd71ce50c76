using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>A receiver that has a callback to be tried now.</summary>
/// <param name="Since">When its oldest one was due.</param>
/// <param name="IsPaused">Whether it has failed so long that one at a time is tried.</param>
internal sealed record DueReceiver(string Name, Instant Since, bool IsPaused);
