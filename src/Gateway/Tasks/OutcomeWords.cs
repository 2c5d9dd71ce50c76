using Gateway.Dialects;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>An outcome as the store and the log say it.</summary>
internal static class OutcomeWords
{
    public const string Ambiguous = "ambiguous";

    public static string Word(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted => "accepted",
        SubmitOutcome.Rejected => "rejected",
        SubmitOutcome.Unavailable => "unavailable",
        SubmitOutcome.Ambiguous => Ambiguous,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>For the log: without the upstream's own message, which may repeat a prompt.</summary>
    public static (string Word, string? Detail) Of(SubmitOutcome outcome, SafeMessage safe) => (Word(outcome), outcome switch
    {
        SubmitOutcome.Accepted accepted => safe.From(accepted.UpstreamTaskId),
        SubmitOutcome.Rejected rejected => rejected.ContentPolicy ? "the content was refused" : "the request was refused",
        SubmitOutcome.Unavailable unavailable => Words(unavailable),
        SubmitOutcome.Ambiguous ambiguous => safe.From(ambiguous.Why),
        _ => null,
    });

    /// <summary>For the operator, who may read what the upstream said.</summary>
    public static (string Word, string? Detail) WithMessage(SubmitOutcome outcome, SafeMessage safe)
    {
        var (word, detail) = Of(outcome, safe);
        return (word, Message(outcome) is { } message ? safe.From($"{detail}: {message}") : detail);
    }

    private static string? Message(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Rejected rejected => rejected.Message,
        SubmitOutcome.Unavailable { Cause: not UnavailableCause.NotSent } unavailable => unavailable.Message,
        SubmitOutcome.Ambiguous ambiguous => ambiguous.Message,
        _ => null,
    };

    // The message of what was not sent is ours.
    private static string Words(SubmitOutcome.Unavailable outcome) => outcome.Cause switch
    {
        UnavailableCause.NotSent => $"nothing was sent: {outcome.Message}",
        UnavailableCause.HeldUp => "nothing was sent: the gateway was held up, and then it was too late",
        UnavailableCause.KeyRefused => "the key was refused",
        UnavailableCause.BalanceShort => "the balance is short",
        UnavailableCause.RateLimited => "too many requests",
        UnavailableCause.RefusedBeforeStart => "refused before anything was started",
        var other => throw new ArgumentOutOfRangeException(nameof(outcome), other, null),
    };
}
