namespace Gateway.Crash.World;

/// <summary>One of the secrets that a client key has had.</summary>
/// <param name="SurelyUntil">It works at least until then, in Unix milliseconds.</param>
/// <param name="PossiblyUntil">From then on it surely does not.</param>
/// <param name="SurelyFrom">Before that a gateway may not have heard of it.</param>
internal sealed record RingSecret(string Text, long SurelyUntil = long.MaxValue, long PossiblyUntil = long.MaxValue, long SurelyFrom = 0);
