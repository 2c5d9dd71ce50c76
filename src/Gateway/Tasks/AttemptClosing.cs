using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>How an attempt ended.</summary>
/// <param name="Number">Which of the task's attempts.</param>
/// <param name="Outcome">accepted, rejected, unavailable or ambiguous.</param>
/// <param name="Detail">For the operator; never shown to a client.</param>
internal sealed record AttemptClosing(int Number, string Outcome, string? Detail, Instant At);
