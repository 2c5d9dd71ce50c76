using Gateway.Canonical;
using Gateway.Http;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>What operators ask for in a call's query.</summary>
internal static class Queries
{
    private static readonly IReadOnlyList<string> States = [.. Enum.GetValues<TaskState>().Select(TaskStateNames.Word), TaskFilter.Unresolved];

    public static TaskFilter ReadTaskFilter(this QueryReader query)
    {
        var filter = new TaskFilter(
            query.OneOf("status", VideoStatusNames.All),
            query.OneOf("state", States),
            query.Text("team"),
            query.Text("upstream"),
            query.Limit(),
            query.Text("after"));
        query.RefuseUnknown();
        return filter;
    }

    /// <summary>Without times it is the current month; with one of them, it ends or begins with that time's month.</summary>
    public static UsageQuery ReadUsageQuery(this QueryReader query, Instant now)
    {
        var from = query.Time("from");
        var to = query.Time("to");
        var groups = query.SomeOf("group_by", UsageQuery.AllGroups);
        query.RefuseUnknown();
        var until = to ?? BudgetPeriod.Month.ResetsAt(Instant.Later(from ?? now, now))!.Value;
        var since = from ?? BudgetPeriod.Month.StartOf(Instant.Later(Instant.OfSeconds(0), (to ?? until) - TimeSpan.FromMilliseconds(1)));
        if (since >= until && query.Problems.All.Count == 0)
        {
            query.Problems.Add("from", DetailCodes.OutOfRange, "'from' must be before 'to'.");
        }

        return new UsageQuery(since, until, groups);
    }
}
