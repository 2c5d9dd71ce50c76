using System.Text.Json;
using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>What a client is told of its limits, held against the limits that it was given.</summary>
internal static class UsageCheck
{
    public static void Check(JsonElement usage, ClientAccount account, Story story, Findings findings)
    {
        var tasks = usage.GetProperty("concurrent_tasks");
        var isWithin = account.Key.ConcurrentTasks is { } most
            ? tasks.GetProperty("limit").GetInt32() == most && tasks.GetProperty("used").GetInt32() <= most
            : tasks.ValueKind == JsonValueKind.Null;
        findings.Require(isWithin, ViolationKinds.Limit, $"{account.Name}: {tasks}");
        CheckBudget(usage.GetProperty("budget"), account.Key, story, findings);
        CheckBudget(usage.GetProperty("team_budget"), account.Team, story, findings);
    }

    private static void CheckBudget(JsonElement budget, Account account, Story story, Findings findings)
    {
        if (account.Budget is not { } limit)
        {
            findings.Require(budget.ValueKind == JsonValueKind.Null, ViolationKinds.Limit, $"{account.Id}: a budget that nobody gave it");
            return;
        }

        var spent = budget.GetProperty("charged").GetDecimal() + budget.GetProperty("reserved").GetDecimal();
        findings.Require(
            budget.GetProperty("limit").GetDecimal() == limit && budget.GetProperty("remaining").GetDecimal() == Math.Max(0, limit - spent),
            ViolationKinds.Limit,
            $"{account.Id}: {budget}");
        if (spent > limit)
        {
            story.Overdrew(account.Id, spent - limit);
        }
    }
}
