using System.Text;

namespace Gateway.Tests.Telemetry;

/// <summary>As much of Protocol Buffers' wire format as OTLP's messages need.</summary>
internal static class Protobuf
{
    public static IReadOnlyList<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ulong, ReadOnlyMemory<byte>)>();
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var (value, length) = (tag & 7) switch
            {
                0 => (Varint(ref message), 0),
                1 => (BitConverter.ToUInt64(message.Span), 8),
                2 => (0UL, (int)Varint(ref message)),
                5 => (BitConverter.ToUInt32(message.Span), 4),
                var kind => throw new InvalidDataException($"wire type {kind}"),
            };
            fields.Add(((int)(tag >> 3), value, message[..length]));
            message = message[length..];
        }

        return fields;
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Bytes(IReadOnlyList<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => field.Bytes);

    public static string Text(IReadOnlyList<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields, int number) =>
        Encoding.UTF8.GetString(Bytes(fields, number).FirstOrDefault().Span);

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
