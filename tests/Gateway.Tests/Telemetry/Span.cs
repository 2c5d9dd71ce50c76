namespace Gateway.Tests.Telemetry;

/// <summary>A span as it came over OTLP. Ids in hexadecimal.</summary>
internal sealed record Span(
    string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string TraceId, string SpanId)> Links)
{
    public string? Tag(string name) => Tags.GetValueOrDefault(name);

    public static Span Read(ReadOnlyMemory<byte> message)
    {
        var fields = Protobuf.Fields(message);
        string Hex(int number) => Convert.ToHexStringLower(Protobuf.Bytes(fields, number).FirstOrDefault().Span);
        return new Span(
            Hex(1), Hex(2), Hex(4), Protobuf.Text(fields, 5),
            Protobuf.Bytes(fields, 9).Select(Tag).GroupBy(tag => tag.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            [.. Protobuf.Bytes(fields, 13).Select(link => Protobuf.Fields(link)).Select(link =>
                (Convert.ToHexStringLower(Protobuf.Bytes(link, 1).First().Span), Convert.ToHexStringLower(Protobuf.Bytes(link, 2).First().Span)))]);
    }

    private static KeyValuePair<string, string> Tag(ReadOnlyMemory<byte> message)
    {
        var fields = Protobuf.Fields(message);
        var value = Protobuf.Fields(Protobuf.Bytes(fields, 2).First());
        return KeyValuePair.Create(
            Protobuf.Text(fields, 1),
            value.Any(field => field.Number == 1) ? Protobuf.Text(value, 1) : string.Join(',', value.Select(field => $"{field.Value}")));
    }
}
