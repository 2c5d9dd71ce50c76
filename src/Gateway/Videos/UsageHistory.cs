using System.Globalization;
using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>What was made with the gateway, by whom and for how much: operators see all of it, a team its own.</summary>
internal static class UsageHistory
{
    public const string From = "from";
    public const string To = "to";
    public const string Groups = "group_by";

    /// <summary>Without times it is the current month; with one of them, it ends or begins with that time's month.</summary>
    /// <param name="groups">By which the caller may part it.</param>
    public static UsageQuery ReadUsageQuery(this QueryReader query, IReadOnlyList<string> groups, Instant now)
    {
        var from = query.Time(From);
        var to = query.Time(To);
        var parts = query.SomeOf(Groups, groups);
        query.RefuseUnknown();
        var until = to ?? BudgetPeriod.Month.ResetsAt(Instant.Later(from ?? now, now))!.Value;
        var since = from ?? BudgetPeriod.Month.StartOf(Instant.Later(Instant.OfSeconds(0), (to ?? until) - TimeSpan.FromMilliseconds(1)));
        if (since >= until && query.Problems.All.Count == 0)
        {
            query.Problems.Add(From, DetailCodes.OutOfRange, "'from' must be before 'to'.");
        }

        return new UsageQuery(since, until, parts);
    }

    public static JsonResult Answer(UsageQuery query, IReadOnlyList<UsageRow> rows) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        WriteMembers(writer, query, rows);
        writer.WriteEndObject();
    });

    public static void WriteMembers(Utf8JsonWriter writer, UsageQuery query, IReadOnlyList<UsageRow> rows)
    {
        writer.WriteTime("from", query.From);
        writer.WriteTime("to", query.To);
        writer.WriteList("data", rows, (list, row) => Write(list, query, row));
    }

    private static void Write(Utf8JsonWriter writer, UsageQuery query, UsageRow row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in query.Groups.Zip(row.Group))
        {
            writer.WriteString(name, Shown(name, value));
        }

        writer.WriteStartObject("tasks");
        writer.WriteNumber("queued", row.Queued);
        writer.WriteNumber("in_progress", row.InProgress);
        writer.WriteNumber("completed", row.Completed);
        writer.WriteNumber("failed", row.Failed);
        writer.WriteNumber("unknown", row.Unknown);
        writer.WriteEndObject();
        writer.WriteNumber("seconds", row.Seconds);
        writer.WriteStartObject("task_seconds");
        writer.WriteNumberOrNull("median", row.Median);
        writer.WriteNumberOrNull("p95", row.P95);
        writer.WriteEndObject();
        writer.WriteStartObject("credits");
        writer.WriteCredits("reserved", row.Reserved);
        writer.WriteCredits("charged", row.Charged);
        writer.WriteCredits("refunded", row.Refunded);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string? Shown(string group, string? value) => group switch
    {
        "day" => Start(value, TimeSpan.FromDays(1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "hour" => Start(value, TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static DateTimeOffset Start(string? number, TimeSpan length) =>
        DateTimeOffset.UnixEpoch + (length * long.Parse(number!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
}
