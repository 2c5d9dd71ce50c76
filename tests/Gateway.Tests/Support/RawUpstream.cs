using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>An upstream below HTTP: it reads one whole request per connection and answers with whatever bytes the test wants.</summary>
internal sealed class RawUpstream : IDisposable
{
    public const string Accepted = """{"id":"job-1","object":"generation.task","status":"queued","progress":0}""";
    public const string Completed =
        """{"id":"job-1","status":"completed","result":{"type":"video","data":[{"url":"https://cdn.example/v.mp4","format":"mp4"}]}}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Func<string, NetworkStream, Task> answer;

    /// <param name="answer">Gets the request line and writes the answer; the connection is closed afterwards.</param>
    public RawUpstream(Func<string, NetworkStream, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Listen();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The lines of all requests so far.</summary>
    public IEnumerable<string> Requests => requests;

    public int Creates => requests.Count(line => line.StartsWith("POST", StringComparison.Ordinal));

    public static byte[] Answer(int status, ReadOnlySpan<byte> body, params string[] headers) =>
    [
        .. Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"),
        .. Encoding.UTF8.GetBytes(string.Concat(headers.Select(header => header + "\r\n")) + "\r\n"),
        .. body,
    ];

    public static byte[] Answer(int status, string body, params string[] headers) => Answer(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Accepts every create and completes every job, each answer changed as told.</summary>
    public static RawUpstream Working(Func<string, byte[]> shape) => new(async (line, stream) =>
        await stream.WriteAsync(shape(line.StartsWith("POST", StringComparison.Ordinal) ? Accepted : Completed)));

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task Listen()
    {
        while (true)
        {
            _ = Serve(await listener.AcceptTcpClientAsync(stopping.Token));
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var line = await ReadRequest(stream);
            requests.Enqueue(line);
            await answer(line, stream);
        }
    }

    private static async Task<string> ReadRequest(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1];
        await stream.ReadExactlyAsync(new byte[int.Parse(length ?? "0", CultureInfo.InvariantCulture)]);
        return lines[0];
    }
}
