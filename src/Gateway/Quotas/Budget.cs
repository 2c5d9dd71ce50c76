namespace Gateway.Quotas;

/// <summary>How much may be spent in a period: reserved and charged together.</summary>
/// <param name="Micros">Millionths of a credit.</param>
internal sealed record Budget(long Micros, BudgetPeriod Period);
