using System.Text;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Load;

/// <summary>The request of one connection, byte for byte the same for every target.</summary>
internal sealed class Requests
{
    private const string Body =
        """{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}""";

    private static readonly string Headers = $"Host: 127.0.0.1\r\nAuthorization: Bearer {Cast.ClientKey}\r\n";

    private readonly byte[] bytes;
    private readonly TaskIds? ids;
    private readonly Random random;
    private readonly int idAt;

    private Requests(string text, TaskIds? ids, int seed)
    {
        bytes = Encoding.ASCII.GetBytes(text);
        this.ids = ids;
        random = new Random(seed);
        idAt = text.IndexOf('#', StringComparison.Ordinal);
    }

    /// <summary>S000's own example.</summary>
    public static Requests Create(int connection) => new(
        $"POST /v1/videos/generations HTTP/1.1\r\n{Headers}Content-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}",
        null,
        connection);

    /// <summary>Asks for one of the ids at random; the same ones in each round.</summary>
    public static Func<int, Requests> Status(TaskIds ids) => connection => new(
        $"GET /v1/videos/generations/{new string('#', TaskIds.Length)} HTTP/1.1\r\n{Headers}\r\n", ids, connection);

    public ReadOnlyMemory<byte> Next()
    {
        ids?.Copy(random.Next(ids.Count), bytes.AsSpan(idAt));
        return bytes;
    }
}
