using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection on a raw socket. The load shares the cores with what it measures, and an HttpClient
/// would take as much of them as the proxy itself.
/// </summary>
internal sealed class Connection : IDisposable
{
    /// <summary>Makes the runtime go on right where the socket became ready, without a hop to the thread pool.</summary>
    public const string InlineSwitch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] received = new byte[16 * 1024];

    public static async Task<Connection> Open(Uri target)
    {
        var connection = new Connection();
        await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port));
        return connection;
    }

    /// <returns>The whole answer, valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200: what is measured would not be what was meant.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Exchange(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(received.AsMemory(length));
            if (read == 0)
            {
                throw new InvalidOperationException("The connection was closed in the middle of an answer.");
            }

            length += read;
        }
        while (!IsWhole(received.AsSpan(0, length)));

        return received.AsSpan().StartsWith("HTTP/1.1 200"u8)
            ? received.AsMemory(0, length)
            : throw new InvalidOperationException(Encoding.UTF8.GetString(received.AsSpan(0, length)));
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var name = "\r\nContent-Length: "u8;
        var at = answer[..head].IndexOf(name);
        return at < 0
            ? answer.EndsWith("\r\n0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _) && answer.Length >= head + 4 + length;
    }
}
