namespace Gateway.Crash.World;

/// <summary>A client key of the run.</summary>
/// <param name="IsMade">Whether an operator makes it, and may change it; else it stands in the gateway's settings.</param>
internal sealed record ClientAccount(string Name, KeyRing Ring, Account Key, Account Team, bool IsMade);
