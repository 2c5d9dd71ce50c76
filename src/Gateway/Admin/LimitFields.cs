using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Quotas;

namespace Gateway.Admin;

/// <summary>What a body says about limits. One that it does not mention stays as it was; null takes it away.</summary>
internal static class LimitFields
{
    private const string PerMinute = "requests_per_minute";
    private const string Tasks = "max_concurrent_tasks";
    private const string BudgetField = "budget";

    public static IReadOnlyList<string> Known { get; } = [PerMinute, Tasks, BudgetField];

    public static Limits Read(FieldReader fields, Limits before) => new(
        Whole(fields, PerMinute, before.RequestsPerMinute, Limits.MostPerMinute),
        Whole(fields, Tasks, before.MaxConcurrentTasks, Limits.MostTasks),
        fields.Has(BudgetField) ? Budget(fields, before.Budget) : before.Budget);

    public static Limits Without(string name, Limits limits) => name switch
    {
        PerMinute => limits with { RequestsPerMinute = null },
        Tasks => limits with { MaxConcurrentTasks = null },
        BudgetField => limits with { Budget = null },
        _ => limits,
    };

    private static int? Whole(FieldReader fields, string name, int? before, int most)
    {
        if (!fields.Has(name))
        {
            return before;
        }

        var value = fields.Whole(name);
        if (value is null || (value >= 1 && value <= most))
        {
            return (int?)value;
        }

        fields.Problems.Add(name, DetailCodes.OutOfRange, $"'{name}' must be from 1 to {most}; null is no limit.", JsonValues.Range(1, most));
        return before;
    }

    private static Budget? Budget(FieldReader fields, Budget? before)
    {
        if (fields.Value(BudgetField, "an object", JsonValueKind.Object) is not { } value)
        {
            return null;
        }

        var budget = new FieldReader(value, BudgetField + ".", fields.Problems);
        var amount = Credits.Of(Amount(budget));
        var period = Period(budget) ?? before?.Period ?? BudgetPeriod.Month;
        budget.RefuseUnknown(["amount", "period"]);
        return new Budget(amount, period);
    }

    private static decimal Amount(FieldReader budget)
    {
        const string path = BudgetField + ".amount";
        if (budget.Value("amount", "a number", JsonValueKind.Number) is not { } value)
        {
            if (!budget.Problems.Concerns(path))
            {
                budget.Problems.Add(path, DetailCodes.Required, $"'{path}' is required.");
            }

            return 0;
        }

        if (value.TryGetDecimal(out var amount) && amount is >= 0 and <= Limits.MostCredits)
        {
            return amount;
        }

        budget.Problems.AddOutOfRange(path, 0, (long)Limits.MostCredits);
        return 0;
    }

    private static BudgetPeriod? Period(FieldReader budget)
    {
        var name = budget.Text("period");
        var period = BudgetPeriods.Parse(name);
        if (name is not null && period is null)
        {
            budget.Problems.AddNotAllowed(BudgetField + ".period", name, BudgetPeriods.Names);
        }

        return period;
    }
}
