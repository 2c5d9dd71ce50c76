using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>What has become of some tasks' prices.</summary>
internal sealed record CreditTotals(Credits Reserved, Credits Charged, Credits Refunded);
