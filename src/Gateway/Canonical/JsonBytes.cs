using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>Writes JSON into bytes. Every thread keeps its writer, which a create needs three times.</summary>
internal static class JsonBytes
{
    private const int LargestKept = 64 * 1024;

    // What is written is nobody's HTML; escaping every letter beyond ASCII would only make prompts longer.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Pen? kept;

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        // Taken, not looked at: what is being written may itself write something.
        var pen = kept ?? new Pen();
        kept = null;
        write(pen.Writer);
        pen.Writer.Flush();
        var json = pen.Buffer.WrittenSpan.ToArray();
        if (pen.Buffer.Capacity <= LargestKept)
        {
            pen.Buffer.ResetWrittenCount();
            pen.Writer.Reset();
            kept = pen;
        }

        return json;
    }

    public static JsonElement Element(Action<Utf8JsonWriter> write) => JsonElement.Parse(Of(write));

    private sealed class Pen
    {
        public Pen() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
