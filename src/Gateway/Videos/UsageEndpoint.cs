using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The caller's own limits, and what is used, reserved and left of them; and, where a time or a group is asked for, what its team has made.</summary>
internal static class UsageEndpoint
{
    public static void MapUsage(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/usage", Get)
        .AddEndpointFilter<ClientKeyFilter>()
        .AddEndpointFilter<AcceptFilter>()
        .WithTags("Usage")
        .WithName("getUsage");

    private static async Task<IResult> Get(HttpContext http, IQuotaStore quotas, Teams teams, ITaskReports reports, TimeProvider time)
    {
        var key = http.Features.GetRequiredFeature<ClientKey>();
        var reader = new QueryReader(http.Request.Query);
        var history = reader.ReadUsageQuery(UsageQuery.TeamGroups, time.Now()) with { Team = key.Team };
        if (reader.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(reader.Problems.All));
        }

        var rows = http.Request.Query.Count > 0 ? await reports.Usage(history) : null;
        var team = teams.Of(key.Team);
        var keyUse = await quotas.Use(AccountId.Key(key.Id), key.Limits);
        var teamUse = await quotas.Use(AccountId.Team(key.Team), team);
        var now = time.Now();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("key");
            writer.WriteString("id", key.Id);
            writer.WriteString("name", key.Name);
            writer.WriteEndObject();
            writer.WriteString("team", key.Team);
            WriteLimits(writer, "", key.Limits, keyUse, now);
            WriteLimits(writer, "team_", team, teamUse, now);
            if (rows is not null)
            {
                UsageHistory.WriteMembers(writer, history, rows);
            }

            writer.WriteEndObject();
        });
    }

    /// <param name="prefix">What the names begin with.</param>
    private static void WriteLimits(Utf8JsonWriter writer, string prefix, Limits limits, AccountUse use, Instant now)
    {
        WriteRate(writer, prefix + "requests_per_minute", limits, use, now);
        WriteTasks(writer, prefix + "concurrent_tasks", limits, use);
        WriteBudget(writer, prefix + "budget", limits, use, now);
    }

    private static void WriteRate(Utf8JsonWriter writer, string name, Limits limits, AccountUse use, Instant now)
    {
        if (limits.RequestsPerMinute is not { } limit)
        {
            writer.WriteNull(name);
            return;
        }

        var rate = Rate.Look(limit, use.RateFullAt, now);
        writer.WriteStartObject(name);
        writer.WriteNumber("limit", limit);
        writer.WriteNumber("remaining", rate.Remaining);
        writer.WriteTime("resets_at", rate.FullAt.RoundedUp);
        writer.WriteEndObject();
    }

    private static void WriteTasks(Utf8JsonWriter writer, string name, Limits limits, AccountUse use)
    {
        if (limits.MaxConcurrentTasks is not { } limit)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("limit", limit);
        writer.WriteNumber("used", use.LiveTasks);
        writer.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter writer, string name, Limits limits, AccountUse use, Instant now)
    {
        if (limits.Budget is not { } budget)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteCredits("limit", budget.Limit);
        writer.WriteCredits("charged", use.Charged);
        writer.WriteCredits("reserved", use.Reserved);
        writer.WriteCredits("remaining", Credits.Larger(Credits.Zero, budget.Limit - use.Charged - use.Reserved));
        writer.WriteString("period", budget.Period.Name());
        writer.WriteTime("resets_at", budget.Period.ResetsAt(now));
        writer.WriteEndObject();
    }
}
