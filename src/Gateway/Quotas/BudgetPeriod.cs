namespace Gateway.Quotas;

/// <summary>After what time a budget starts anew. Days and months are UTC.</summary>
internal enum BudgetPeriod
{
    Day,
    Month,
    Total,
}
