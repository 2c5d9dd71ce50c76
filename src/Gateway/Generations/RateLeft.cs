using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Generations;

/// <summary>What is left of the requests a minute.</summary>
/// <param name="Reset">Until all of them are there again.</param>
internal sealed record RateLeft(long Limit, int Remaining, TimeSpan Reset)
{
    public static RateLeft? Of(Rate? rate) => rate is { } known ? new RateLeft(known.Limit, known.Remaining, known.Reset) : null;

    /// <returns>Null when another limit stands in the way.</returns>
    public static RateLeft? Of(QuotaRefusal refusal, Instant now) => refusal.Kind == LimitKind.RequestsPerMinute
        ? new RateLeft((long)refusal.Limit, 0, Instant.Later(refusal.ResetsAt ?? now, now) - now)
        : null;
}
