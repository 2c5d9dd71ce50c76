using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A connection on which a test writes what and when it wants.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient socket;
    private readonly NetworkStream stream;

    private RawClient(TcpClient socket) => (this.socket, stream) = (socket, socket.GetStream());

    public static async Task<RawClient> To(string url)
    {
        var address = new Uri(url);
        var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return new RawClient(socket);
    }

    public void Dispose() => socket.Dispose();

    /// <returns>Whether it could be written: the other side may have closed.</returns>
    public async Task<bool> Write(string text)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Writes one byte after the other until the other side does not take any more.</summary>
    public async Task Drip(string text, TimeSpan pause)
    {
        foreach (var letter in text)
        {
            await Task.Delay(pause);
            if (!await Write(letter.ToString()))
            {
                return;
            }
        }
    }

    /// <returns>All that comes until the other side closes.</returns>
    public async Task<string> ReadToEnd(int seconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, limit.Token)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // It was reset, which ends it too.
        }

        return text.ToString();
    }
}
