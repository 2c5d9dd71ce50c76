using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Load;

/// <summary>Gets the same file again and again on raw sockets, and forgets it.</summary>
internal static class Downloads
{
    private const int Buffer = 64 * 1024;

    /// <returns>How long each file took.</returns>
    public static async Task<Sample> For(TimeSpan time, Uri target, string path, int connections)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<long>();
            using var socket = await Open(target);
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                await Get(socket, path, pace: null);
                own.Add(Stopwatch.GetTimestamp() - sent);
            }

            return own;
        })));
        return new Sample(latencies.SelectMany(one => one), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Gets it once, no faster than so many bytes a second.</summary>
    public static async Task Slowly(Uri target, string path, long bytesPerSecond)
    {
        using var socket = await Open(target);
        await Get(socket, path, bytesPerSecond);
    }

    private static async Task<Socket> Open(Uri target)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port));
        return socket;
    }

    private static async Task Get(Socket socket, string path, long? pace)
    {
        var buffer = new byte[Buffer];
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Cast.ClientKey}\r\n\r\n"));
        var (left, began) = (await Head(socket, buffer), Stopwatch.GetTimestamp());
        for (var got = 0L; got < left;)
        {
            got += await Receive(socket, buffer);
            if (pace is { } most && TimeSpan.FromSeconds((double)got / most) - Stopwatch.GetElapsedTime(began) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, TimeProvider.System);
            }
        }
    }

    /// <returns>How many bytes are still to come.</returns>
    private static async Task<long> Head(Socket socket, byte[] buffer)
    {
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            length += await socket.ReceiveAsync(buffer.AsMemory(length));
        }

        var head = Encoding.ASCII.GetString(buffer, 0, end);
        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || at < Name.Length)
        {
            throw new InvalidOperationException(head);
        }

        var line = head.IndexOf('\r', at);
        return long.Parse(line < 0 ? head[at..] : head[at..line], CultureInfo.InvariantCulture) - (length - end - 4);
    }

    private static async Task<int> Receive(Socket socket, byte[] buffer) =>
        await socket.ReceiveAsync(buffer) is > 0 and var read ? read : throw new InvalidOperationException("The connection was closed in the middle of a file.");
}
