using System.Buffers.Text;

namespace Gateway.Canonical;

/// <summary>Makes ids that sort by the time they were made: 48 bits of milliseconds, then 80 random bits (ULID). And secrets.</summary>
/// <param name="time">Where the time part comes from.</param>
/// <param name="fill">Fills a span with random bytes.</param>
internal sealed class IdSource(TimeProvider time, IdSource.RandomFill fill)
{
    /// <summary>Of what is told to a receiver, who knows it as a message.</summary>
    public const string CallbackPrefix = "msg_";

    /// <summary>Of an image that a team has handed in.</summary>
    public const string UploadPrefix = "file_";

    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string TaskPrefix = "video_";
    private const int RandomBytes = 10;
    private const int SecretBytes = 32;

    /// <summary>Sorts after every id.</summary>
    public const string AfterEveryId = "~";

    /// <summary>How far the time in a task's id may be from the time in its row: both are taken within one request.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public delegate void RandomFill(Span<byte> bytes);

    /// <summary>The id that every task made at that time or later comes after.</summary>
    public static string TaskIdAt(Instant time) => Text(TaskPrefix, Instant.Later(Instant.OfSeconds(0), time), new byte[RandomBytes]);

    public string NewTaskId() => New(TaskPrefix);

    public string NewAttemptId() => New("att_");

    public string NewUploadId() => New(UploadPrefix);

    public string NewRequestId() => New("req_");

    public string NewKeyId() => New("key_");

    /// <summary>Of this process, for what it sends elsewhere.</summary>
    public string NewInstanceId() => New("gw_");

    /// <summary>A client key's secret: 256 random bits.</summary>
    public string NewKeySecret()
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        fill(bytes);
        return "sk-" + Base64Url.EncodeToString(bytes);
    }

    private string New(string prefix)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        fill(random);
        return Text(prefix, time.Now(), random);
    }

    private static string Text(string prefix, Instant time, ReadOnlySpan<byte> random)
    {
        var left = time.UnixMilliseconds;
        Span<byte> bytes = stackalloc byte[16];
        random.CopyTo(bytes[6..]);
        for (var i = 5; i >= 0; i--, left >>= 8)
        {
            bytes[i] = (byte)left;
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
