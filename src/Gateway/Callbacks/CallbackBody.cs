using System.Text.Json;
using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Callbacks;

/// <summary>What a receiver is told.</summary>
/// <param name="writeTask">Writes the task as its client sees it.</param>
internal sealed class CallbackBody(Action<Utf8JsonWriter, TaskRecord> writeTask)
{
    public byte[] Of(Callback callback, TaskRecord task) => JsonBytes.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", callback.Type);
        writer.WriteString("timestamp", callback.CreatedAt.ToString());
        writer.WritePropertyName("data");
        writeTask(writer, task);
        writer.WriteEndObject();
    });
}
