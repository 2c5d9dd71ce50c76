using System.Text.Json;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>The canonical task, as every client sees it.</summary>
internal static class TaskJson
{
    private const string QueuePosition = "queue_position";

    /// <param name="position">The task's place in the queue, when it stands in one.</param>
    public static void Write(Utf8JsonWriter writer, TaskRecord task, int? position = null)
    {
        writer.WriteStartObject();
        WriteMembers(writer, task, position);
        writer.WriteEndObject();
    }

    /// <summary>For answers that say more than the task.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, TaskRecord task, int? position = null)
    {
        writer.WriteString("id", task.Id);
        writer.WriteString("object", "generation.task");
        writer.WriteString("model", task.Model);
        writer.WriteString("status", task.Status.Word());
        writer.WriteNumber("progress", task.Progress);
        writer.WriteNumber("created_at", task.CreatedAt.UnixSeconds);
        WriteWhenKnown(writer, "completed_at", task.CompletedAt);
        WriteWhenKnown(writer, "expires_at", task.ExpiresAt);
        WriteMetadata(writer, task, position);
        if (task.State == TaskState.Completed)
        {
            WriteResult(writer, task);
        }

        WriteUsage(writer, task);

        if (task.State == TaskState.Failed)
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", task.ErrorCode);
            writer.WriteString("message", task.ErrorMessage);
            writer.WriteEndObject();
        }
    }

    private static void WriteWhenKnown(Utf8JsonWriter writer, string name, Instant? time)
    {
        if (time is { } known)
        {
            writer.WriteNumber(name, known.UnixSeconds);
        }
    }

    private static void WriteResult(Utf8JsonWriter writer, TaskRecord task)
    {
        writer.WriteStartObject("result");
        writer.WriteString("type", "video");
        writer.WriteStartArray("data");
        writer.WriteStartObject();
        writer.WriteString("url", task.ResultUrl);
        writer.WriteString("format", task.ResultFormat);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What the task costs: reserved while that is open, then charged, or given back and nothing.</summary>
    private static void WriteUsage(Utf8JsonWriter writer, TaskRecord task)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("credits", task.Money == Money.Refunded ? 0 : task.Price.Amount);
        writer.WriteString("state", task.Money.Word());
        writer.WriteEndObject();
    }

    /// <summary>The client's own members first; the upstream adds, but never replaces one.</summary>
    private static void WriteMetadata(Utf8JsonWriter writer, TaskRecord task, int? position)
    {
        writer.WriteStartObject("metadata");
        using var client = JsonDocument.Parse(task.ClientMetadata ?? "{}");
        using var upstream = JsonDocument.Parse(task.UpstreamMetadata ?? "{}");
        foreach (var member in client.RootElement.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        foreach (var member in upstream.RootElement.EnumerateObject())
        {
            if (!client.RootElement.TryGetProperty(member.Name, out _))
            {
                member.WriteTo(writer);
            }
        }

        if (position is { } place && !client.RootElement.TryGetProperty(QueuePosition, out _))
        {
            writer.WriteNumber(QueuePosition, place);
        }

        writer.WriteEndObject();
    }
}
