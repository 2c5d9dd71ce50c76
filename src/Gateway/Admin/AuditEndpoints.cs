using System.Globalization;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>The call that reads the audit log.</summary>
internal static class AuditEndpoints
{
    private const string IdPrefix = "audit_";

    public static void MapAudit(this IEndpointRouteBuilder admin) => admin.MapGet("/audit", List).WithName("listAudit");

    private static async Task<IResult> List(HttpContext http, IAuditStore audit)
    {
        var query = new QueryReader(http.Request.Query);
        var limit = query.Limit();
        var after = query.Text("after");
        var olderThan = Number(after);
        if (after is not null && olderThan is null)
        {
            query.Problems.Add("after", DetailCodes.NotAllowed, "'after' must be the id of an entry.");
        }

        query.RefuseUnknown();
        if (query.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        return ListPage.Of(await audit.Lines(olderThan, limit + 1), limit, Id, Write);
    }

    private static void Write(Utf8JsonWriter writer, AuditLine line)
    {
        var (act, before, after) = line.Entry;
        writer.WriteStartObject();
        writer.WriteString("id", Id(line));
        writer.WriteTime("at", act.At);
        writer.WriteString("operator", act.Operator);
        writer.WriteString("action", act.Action);
        writer.WriteString("target", act.Target);
        writer.WriteString("from", act.From);
        writer.WriteString("request_id", act.RequestId);
        WriteState(writer, "before", before);
        WriteState(writer, "after", after);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, string name, string? json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json ?? "null");
    }

    private static string Id(AuditLine line) => IdPrefix + line.Id.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? id) =>
        id?.StartsWith(IdPrefix, StringComparison.Ordinal) == true
        && long.TryParse(id.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
