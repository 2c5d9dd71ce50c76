namespace Gateway.Crash.Operators;

/// <summary>Reads the operators' lists of tasks.</summary>
internal sealed class TaskLists(OperatorCalls calls, Findings findings)
{
    /// <returns>The newest ones in that state; null when there was no answer.</returns>
    public async Task<IReadOnlyList<ListedTask>?> Newest(string state)
    {
        var page = await Page(state, after: null);
        return page is null ? null : [.. Rows(page)];
    }

    /// <returns>The ids of all that are in that state; null when an answer is missing.</returns>
    public async Task<IReadOnlySet<string>?> All(string state)
    {
        var ids = new HashSet<string>();
        string? after = null;
        do
        {
            if (await Page(state, after) is not { } page)
            {
                return null;
            }

            ids.UnionWith(Rows(page).Select(row => row.Id));
            after = page.Body.GetProperty("has_more").GetBoolean() ? page.Body.GetProperty("last_id").GetString() : null;
        }
        while (after is not null);

        return ids;
    }

    private async Task<OperatorAnswer?> Page(string state, string? after)
    {
        var answer = await calls.Send(HttpMethod.Get, $"/tasks?state={state}&limit=100{(after is null ? "" : $"&after={after}")}");
        findings.Require(answer is null or { Status: 200 }, ViolationKinds.Answer, $"the list of {state} tasks: {answer}");
        return answer is { Status: 200 } ? answer : null;
    }

    private static IEnumerable<ListedTask> Rows(OperatorAnswer page) =>
        page.Body.GetProperty("data").EnumerateArray().Select(ListedTask.Read).OfType<ListedTask>();
}
