namespace Gateway.Canonical;

/// <summary>Makes ids that sort by the time they were made: 48 bits of milliseconds, then 80 random bits (ULID).</summary>
/// <param name="time">Where the time part comes from.</param>
/// <param name="fill">Fills a span with random bytes.</param>
internal sealed class IdSource(TimeProvider time, IdSource.RandomFill fill)
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public delegate void RandomFill(Span<byte> bytes);

    public string NewTaskId() => New("video_");

    public string NewAttemptId() => New("att_");

    public string NewRequestId() => New("req_");

    private string New(string prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        fill(bytes[6..]);
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
        {
            bytes[i] = (byte)milliseconds;
        }

        Span<char> text = stackalloc char[26];
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        for (var i = 25; i >= 0; i--, value >>= 5)
        {
            text[i] = Crockford[(int)(value & 31)];
        }

        return string.Concat(prefix, text);
    }
}
