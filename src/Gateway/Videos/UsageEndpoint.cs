using System.Text.Json;
using Gateway.Keys;
using Gateway.Quotas;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The caller's own limits, and what is used, reserved and left of them.</summary>
internal static class UsageEndpoint
{
    public static void MapUsage(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/usage", Get)
        .AddEndpointFilter<ClientKeyFilter>()
        .AddEndpointFilter<AcceptFilter>()
        .WithTags("Usage")
        .WithName("getUsage");

    private static async Task<IResult> Get(HttpContext http, IQuotaStore quotas, Teams teams, TimeProvider time)
    {
        var key = http.Features.GetRequiredFeature<ClientKey>();
        var team = teams.Of(key.Team);
        var keyUse = await quotas.Use(AccountId.Key(key.Id), key.Limits);
        var teamUse = await quotas.Use(AccountId.Team(key.Team), team);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("key");
            writer.WriteString("id", key.Id);
            writer.WriteString("name", key.Name);
            writer.WriteEndObject();
            writer.WriteString("team", key.Team);
            WriteRate(writer, key.Limits, keyUse, now);
            WriteTasks(writer, key.Limits, keyUse);
            WriteBudget(writer, "budget", key.Limits, keyUse, now);
            WriteBudget(writer, "team_budget", team, teamUse, now);
            writer.WriteEndObject();
        });
    }

    private static void WriteRate(Utf8JsonWriter writer, Limits limits, AccountUse use, long now)
    {
        if (limits.RequestsPerMinute is not { } limit)
        {
            writer.WriteNull("requests_per_minute");
            return;
        }

        var rate = Rate.Look(limit, use.RateFullAt, now);
        writer.WriteStartObject("requests_per_minute");
        writer.WriteNumber("limit", limit);
        writer.WriteNumber("remaining", rate.Remaining);
        writer.WriteNumber("reset", (long)Math.Ceiling(rate.Reset.TotalSeconds));
        writer.WriteEndObject();
    }

    private static void WriteTasks(Utf8JsonWriter writer, Limits limits, AccountUse use)
    {
        if (limits.MaxConcurrentTasks is not { } limit)
        {
            writer.WriteNull("concurrent_tasks");
            return;
        }

        writer.WriteStartObject("concurrent_tasks");
        writer.WriteNumber("limit", limit);
        writer.WriteNumber("used", use.LiveTasks);
        writer.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter writer, string name, Limits limits, AccountUse use, long now)
    {
        if (limits.Budget is not { } budget)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteCredits("limit", budget.Micros);
        writer.WriteCredits("charged", use.Charged);
        writer.WriteCredits("reserved", use.Reserved);
        writer.WriteCredits("remaining", Math.Max(0, budget.Micros - use.Charged - use.Reserved));
        writer.WriteString("period", budget.Period.Name());
        writer.WriteTime("resets_at", budget.Period.ResetsAt(now));
        writer.WriteEndObject();
    }
}
