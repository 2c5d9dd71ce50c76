using Gateway.Errors;
using Gateway.Quotas;

namespace Gateway.Admin;

/// <summary>Which tasks a report counts, and by what it parts them.</summary>
/// <param name="From">Unix milliseconds: tasks made then or later.</param>
/// <param name="To">Unix milliseconds: tasks made before.</param>
/// <param name="Groups">Some of <see cref="AllGroups"/>, in that order.</param>
internal sealed record UsageQuery(long From, long To, IReadOnlyList<string> Groups)
{
    public static IReadOnlyList<string> AllGroups { get; } = ["team", "key", "model", "upstream"];

    /// <summary>Without times it is the current month; with one of them, it ends or begins with that time's month.</summary>
    public static UsageQuery Read(QueryReader query, long now)
    {
        var from = query.Time("from");
        var to = query.Time("to");
        var groups = query.SomeOf("group_by", AllGroups);
        query.RefuseUnknown();
        var until = to ?? BudgetPeriod.Month.ResetsAt(Math.Max(from ?? now, now))!.Value;
        var since = from ?? BudgetPeriod.Month.StartOf(Math.Max(0, (to ?? until) - 1));
        if (since >= until && query.Problems.All.Count == 0)
        {
            query.Problems.Add("from", DetailCodes.OutOfRange, "'from' must be before 'to'.");
        }

        return new UsageQuery(since, until, groups);
    }
}
