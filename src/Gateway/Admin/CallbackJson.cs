using System.Text.Json;
using Gateway.Callbacks;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>A callback as operators see it.</summary>
internal static class CallbackJson
{
    public static void Write(Utf8JsonWriter writer, CallbackDetails details)
    {
        var callback = details.Callback;
        writer.WriteStartObject();
        writer.WriteString("id", callback.Id);
        writer.WriteString("object", "callback");
        writer.WriteString("task_id", callback.TaskId);
        writer.WriteString("team", callback.Team);
        writer.WriteString("type", callback.Type);
        writer.WriteString("url", callback.Url);
        writer.WriteString("status", callback.Status);
        writer.WriteTime("created_at", callback.CreatedAt);
        writer.WriteTime("next_try_at", callback.DueAt);
        writer.WriteTime("ended_at", callback.EndedAt);
        writer.WriteStartObject("receiver");
        writer.WriteString("host", callback.Receiver);
        writer.WriteTime("failing_since", details.FailingSince);
        writer.WriteTime("paused_until", details.PausedUntil);
        writer.WriteEndObject();
        writer.WriteList("tries", details.Tries, WriteTry);
        writer.WriteEndObject();
    }

    private static void WriteTry(Utf8JsonWriter writer, CallbackTry one)
    {
        writer.WriteStartObject();
        writer.WriteTime("at", one.At);
        writer.WriteNumberOrNull("http_status", one.HttpStatus);
        writer.WriteString("problem", one.Problem);
        writer.WriteNumber("milliseconds", one.Milliseconds);
        writer.WriteEndObject();
    }
}
