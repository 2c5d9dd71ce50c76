using System.Globalization;
using System.Text.Json;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>Limits as members of a body: always all of them, so that the one that counts is never in doubt.</summary>
internal static class LimitsJson
{
    public static string Members(LimitSet limits) =>
        $"\"requests_per_minute\":{Text(limits.RequestsPerMinute)},\"max_concurrent_tasks\":{Text(limits.ConcurrentTasks)},\"budget\":"
        + (limits.Budget is { } budget ? $$"""{"amount":{{Text(budget)}},"period":"total"}""" : "null");

    public static LimitSet Read(JsonElement body) => new(
        Number(body.GetProperty("max_concurrent_tasks")),
        Number(body.GetProperty("requests_per_minute")),
        body.GetProperty("budget") is { ValueKind: JsonValueKind.Object } budget ? Number(budget.GetProperty("amount")) : null);

    private static int? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : (int)value.GetDecimal();

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
