using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>What a try has led to.</summary>
/// <param name="Status">How the callback stands now.</param>
/// <param name="DueAt">When it is tried next; null when it has ended.</param>
/// <param name="Answers">Whether the receiver works: that one callback is not wanted says nothing against it.</param>
internal sealed record CallbackResult(CallbackTry Try, string Status, Instant? DueAt, bool Answers);
