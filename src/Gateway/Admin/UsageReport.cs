using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>What was made with the gateway, for whom and for how much.</summary>
internal static class UsageReport
{
    public static void MapUsageReport(this IEndpointRouteBuilder admin) => admin.MapGet("/usage", Get).WithName("reportUsage");

    private static async Task<IResult> Get(HttpContext http, ITaskReports reports, TimeProvider time)
    {
        var reader = new QueryReader(http.Request.Query);
        var query = reader.ReadUsageQuery(time.Now());
        if (reader.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var rows = await reports.Usage(query);
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteTime("from", query.From);
            writer.WriteTime("to", query.To);
            writer.WriteList("data", rows, (list, row) => Write(list, query, row));
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, UsageQuery query, UsageRow row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in query.Groups.Zip(row.Group))
        {
            writer.WriteString(name, value);
        }

        writer.WriteStartObject("tasks");
        writer.WriteNumber("queued", row.Queued);
        writer.WriteNumber("in_progress", row.InProgress);
        writer.WriteNumber("completed", row.Completed);
        writer.WriteNumber("failed", row.Failed);
        writer.WriteNumber("unknown", row.Unknown);
        writer.WriteEndObject();
        writer.WriteNumber("seconds", row.Seconds);
        writer.WriteStartObject("credits");
        writer.WriteCredits("reserved", row.Reserved);
        writer.WriteCredits("charged", row.Charged);
        writer.WriteCredits("refunded", row.Refunded);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
