using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>A stretch of time in which a pool key must not get new work.</summary>
/// <param name="From">When an operator was told that it is disabled, in Unix milliseconds.</param>
/// <param name="To">When somebody asked for the opposite.</param>
internal sealed record SwitchedOff(PoolKey Key, long From, long To);
