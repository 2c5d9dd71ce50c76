using Gateway.Dialects;

namespace Gateway.Tasks;

/// <summary>An outcome as the store and the log say it.</summary>
internal static class OutcomeWords
{
    public const string Ambiguous = "ambiguous";

    public static (string Word, string? Detail) Of(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => ("accepted", accepted.UpstreamTaskId),
        SubmitOutcome.Rejected rejected => ("rejected", rejected.ContentPolicy ? "content policy" : "request"),
        SubmitOutcome.Unavailable unavailable => ("unavailable", unavailable.Cause.ToString()),
        SubmitOutcome.Ambiguous ambiguous => (Ambiguous, ambiguous.Why),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
