using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>How much may be spent in a period: reserved and charged together.</summary>
internal sealed record Budget(Credits Limit, BudgetPeriod Period);
