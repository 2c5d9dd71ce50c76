using System.Text.Json;
using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>What a client is told of its limits, held against the limits that may have counted during its call.</summary>
internal static class UsageCheck
{
    /// <param name="from">When the call was sent, in Unix milliseconds.</param>
    /// <param name="to">When it was answered.</param>
    public static void Check(JsonElement usage, ClientAccount account, long from, long to, Story story, Findings findings)
    {
        var tasks = usage.GetProperty("concurrent_tasks");
        var most = account.Key.Limits.Most(limits => limits.ConcurrentTasks);
        findings.Require(
            account.Key.Limits.InForce(from, to).Any(limits => limits.ConcurrentTasks == Limit(tasks)) && (most is null || Limit(tasks) is null || tasks.GetProperty("used").GetInt32() <= most),
            ViolationKinds.Limit,
            $"{account.Name}: {tasks}");
        CheckBudget(usage.GetProperty("budget"), account.Key, from, to, story, findings);
        CheckBudget(usage.GetProperty("team_budget"), account.Team, from, to, story, findings);
    }

    private static void CheckBudget(JsonElement budget, Account account, long from, long to, Story story, Findings findings)
    {
        var told = Limit(budget);
        findings.Require(
            account.Limits.InForce(from, to).Any(limits => limits.Budget == told), ViolationKinds.Limit, $"{account.Id}: {budget}, which nobody gave it");
        if (told is not { } limit)
        {
            return;
        }

        var spent = budget.GetProperty("charged").GetDecimal() + budget.GetProperty("reserved").GetDecimal();
        findings.Require(
            budget.GetProperty("remaining").GetDecimal() == Math.Max(0, limit - spent), ViolationKinds.Limit, $"{account.Id}: {budget}");
        // A budget that was cut below what is spent already takes nothing back.
        if (account.Limits.Most(limits => limits.Budget) is { } highest && spent > highest)
        {
            story.Overdrew(account.Id, spent - highest);
        }
    }

    private static int? Limit(JsonElement part) => part.ValueKind == JsonValueKind.Null ? null : (int)part.GetProperty("limit").GetDecimal();
}
