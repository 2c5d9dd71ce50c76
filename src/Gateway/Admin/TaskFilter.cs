using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>Which tasks an operator asks for. Null is any.</summary>
/// <param name="Status">What the client sees.</param>
/// <param name="State">What the gateway knows: a task state, or <see cref="Unresolved"/>.</param>
/// <param name="After">Only tasks older than the one with this id.</param>
internal sealed record TaskFilter(string? Status, string? State, string? Team, string? Upstream, int Limit, string? After)
{
    /// <summary>Live ones of unknown outcome, and those that failed as such and still have their price reserved.</summary>
    public const string Unresolved = "unresolved";

    private const int DefaultLimit = 20;
    private const int MostAtOnce = 100;

    private static readonly IReadOnlyList<string> Statuses = [.. Enum.GetValues<VideoStatus>().Select(VideoStatusNames.Word)];
    private static readonly IReadOnlyList<string> States = [.. Enum.GetValues<TaskState>().Select(TaskStateNames.Word), Unresolved];

    public static TaskFilter Read(QueryReader query)
    {
        var filter = new TaskFilter(
            query.OneOf("status", Statuses),
            query.OneOf("state", States),
            query.Text("team"),
            query.Text("upstream"),
            query.Whole("limit", DefaultLimit, 1, MostAtOnce),
            query.Text("after"));
        query.RefuseUnknown();
        return filter;
    }
}
