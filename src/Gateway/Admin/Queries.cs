using Gateway.Canonical;
using Gateway.Http;
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
            query.Text("after"))
        {
            Model = query.Text("model"),
            Key = query.Text("key"),
            ErrorCode = query.Text("error_code"),
            From = query.Time("from"),
            To = query.Time("to"),
        };
        query.RefuseUnknown();
        if (filter.From >= filter.To)
        {
            query.Problems.Add("from", DetailCodes.OutOfRange, "'from' must be before 'to'.");
        }

        return filter;
    }
}
