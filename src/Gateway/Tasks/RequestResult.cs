using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>Whether a call may be made.</summary>
/// <param name="Refusal">The limit that stands in the way; null when there is none.</param>
/// <param name="Rate">What is left; null when nothing is limited, or when it was refused.</param>
internal sealed record RequestResult(QuotaRefusal? Refusal, Rate? Rate);
