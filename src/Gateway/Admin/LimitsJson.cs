using System.Text.Json;
using Gateway.Http;
using Gateway.Quotas;

namespace Gateway.Admin;

/// <summary>Limits as members of an answer; null is no limit.</summary>
internal static class LimitsJson
{
    public static void WriteMembers(Utf8JsonWriter writer, Limits limits)
    {
        writer.WriteNumberOrNull("requests_per_minute", limits.RequestsPerMinute);
        writer.WriteNumberOrNull("max_concurrent_tasks", limits.MaxConcurrentTasks);
        if (limits.Budget is not { } budget)
        {
            writer.WriteNull("budget");
            return;
        }

        writer.WriteStartObject("budget");
        writer.WriteCredits("amount", budget.Limit);
        writer.WriteString("period", budget.Period.Name());
        writer.WriteEndObject();
    }
}
