using System.Text.Json;
using Gateway.Http;
using Gateway.Quotas;
using Gateway.Tasks;
using Gateway.Videos;

namespace Gateway.Admin;

/// <summary>The task as its client sees it, and beside that what only operators see.</summary>
internal static class TaskDetailsJson
{
    public static void Write(Utf8JsonWriter writer, TaskDetails details) => Write(writer, details, firstPoll: null);

    public static void Write(Utf8JsonWriter writer, TaskDetails details, string? firstPoll)
    {
        writer.WriteStartObject();
        TaskJson.WriteMembers(writer, details.Task);
        WriteInternal(writer, details);
        writer.WritePropertyName("request");
        writer.WriteRawValue(details.RequestJson);
        writer.WriteList("history", details.History, WriteEntry);
        writer.WriteList("attempts", details.Attempts, WriteAttempt);
        writer.WriteList("ledger", details.Ledger, WriteLine);
        if (firstPoll is not null)
        {
            writer.WriteString("first_poll", firstPoll);
        }

        writer.WriteEndObject();
    }

    public static void WriteSums(Utf8JsonWriter writer, CreditTotals sums)
    {
        writer.WriteStartObject("sums");
        writer.WriteCredits("reserved", sums.Reserved);
        writer.WriteCredits("charged", sums.Charged);
        writer.WriteCredits("refunded", sums.Refunded);
        writer.WriteEndObject();
    }

    private static void WriteInternal(Utf8JsonWriter writer, TaskDetails details)
    {
        var task = details.Task;
        writer.WriteStartObject("internal");
        writer.WriteString("state", task.State.Word());
        writer.WriteString("money", task.Money.Word());
        writer.WriteString("team", task.Team);
        writer.WriteString("key_id", task.KeyId);
        writer.WriteString("request_id", task.RequestId);
        writer.WriteString("mode", Mode(details.RequestJson));
        writer.WriteCredits("price_credits", task.Price);
        writer.WriteList("routes", task.Routes.Split(','), (list, route) => list.WriteStringValue(route));
        writer.WriteString("upstream", task.Upstream);
        writer.WriteString("pool_key", task.PoolKey);
        writer.WriteString("upstream_task_id", task.UpstreamTaskId);
        writer.WriteTime("accepted_at", task.AcceptedAt);
        writer.WriteTime("due_at", task.DueAt);
        writer.WriteTime("unknown_since", task.UnknownSince);
        writer.WriteEndObject();
    }

    private static string? Mode(string requestJson)
    {
        using var request = JsonDocument.Parse(requestJson);
        return request.RootElement.TryGetProperty("mode", out var mode) ? mode.GetString() : null;
    }

    private static void WriteEntry(Utf8JsonWriter writer, HistoryEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", entry.Kind);
        writer.WriteTime("at", entry.At);
        writer.WriteNumberOrNull("progress", entry.Progress);
        writer.WriteEndObject();
    }

    private static void WriteAttempt(Utf8JsonWriter writer, AttemptDetails attempt)
    {
        writer.WriteStartObject();
        writer.WriteString("id", attempt.Id);
        writer.WriteNumber("number", attempt.Number);
        writer.WriteString("upstream", attempt.Upstream);
        writer.WriteString("pool_key", attempt.PoolKey);
        writer.WriteTime("opened_at", attempt.OpenedAt);
        writer.WriteString("outcome", attempt.Outcome);
        writer.WriteString("detail", attempt.Detail);
        writer.WriteTime("closed_at", attempt.ClosedAt);
        writer.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter writer, LedgerLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", line.Entry.Kind);
        writer.WriteCredits("reserved", line.Entry.Reserved);
        writer.WriteCredits("charged", line.Entry.Charged);
        writer.WriteTime("at", line.At);
        writer.WriteEndObject();
    }
}
