using Gateway.Canonical;
using Gateway.Configuration;

namespace Gateway.Quotas;

/// <summary>What a key or a team may do; null is no limit.</summary>
internal sealed record Limits(int? RequestsPerMinute, int? MaxConcurrentTasks, Budget? Budget)
{
    public const decimal MostCredits = 1_000_000_000_000m;
    public const int MostPerMinute = 1_000_000;
    public const int MostTasks = 1_000_000;

    public static readonly Limits None = new(null, null, null);

    public static Limits Read(ConfigReader section) => new(
        section.IntOrNull("RequestsPerMinute", 1, MostPerMinute),
        section.IntOrNull("MaxConcurrentTasks", 1, MostTasks),
        ReadBudget(section.Section("Budget")));

    private static Budget? ReadBudget(ConfigReader section)
    {
        if (!section.Exists)
        {
            return null;
        }

        var amount = section.DecimalOrNull("Amount", 0, MostCredits);
        if (amount is null && !section.Has("Amount"))
        {
            section.Fault("Amount", "is required");
        }

        var period = BudgetPeriods.Parse(section.OneOf("Period", "month", BudgetPeriods.Names));
        return new Budget(Credits.Of(amount ?? 0), period ?? BudgetPeriod.Month);
    }
}
