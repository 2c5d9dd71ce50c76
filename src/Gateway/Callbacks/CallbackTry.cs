using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>One try to tell a receiver.</summary>
/// <param name="HttpStatus">What it answered; null when it did not.</param>
/// <param name="Problem">Why it does not count as told; null when it does.</param>
internal sealed record CallbackTry(Instant At, int? HttpStatus, string? Problem, long Milliseconds);
