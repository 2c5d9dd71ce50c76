using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>
/// Stands before a PostgreSQL server and counts how often the server was waited for within transactions, and the statements
/// of these. What is asked or told outside of one does not count: nobody waits for it who writes.
/// </summary>
internal sealed class CountingProxy : IDisposable
{
    private const byte ReadyForQuery = (byte)'Z';
    private const byte CommandComplete = (byte)'C';
    private const byte Idle = (byte)'I';

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly string host;
    private readonly int port;
    private int roundTrips;
    private int statements;
    private volatile int accepted;
    private volatile int silent;

    /// <param name="connectionString">Of the server's database.</param>
    public CountingProxy(string connectionString)
    {
        var access = new NpgsqlConnectionStringBuilder(connectionString);
        (host, port) = (access.Host!, access.Port);
        listener.Start();
        // Nothing but the protocol itself passes, so that its messages can be counted.
        (access.Host, access.Port, access.SslMode, access.GssEncryptionMode) =
            ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, SslMode.Disable, GssEncryptionMode.Disable);
        ConnectionString = access.ConnectionString;
        _ = Listen();
    }

    public string ConnectionString { get; }

    /// <returns>How many there were since the last call.</returns>
    public (int RoundTrips, int Statements) Take() => (Interlocked.Exchange(ref roundTrips, 0), Interlocked.Exchange(ref statements, 0));

    /// <summary>Nothing passes any more on the connections of now, and nobody is told: as where a network has forgotten them.</summary>
    public void Silence() => silent = accepted;

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
    }

    private async Task Listen()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await listener.AcceptTcpClientAsync(ending.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        var number = Interlocked.Increment(ref accepted);
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(host, port, ending.Token);
                // A client's first message has no type.
                await Task.WhenAny(
                    Pass(number, client.GetStream(), server.GetStream(), hasType: false, (_, _) => { }),
                    Pass(number, server.GetStream(), client.GetStream(), hasType: true, Counter()));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone, and the other is closed with it.
            }
        }
    }

    /// <returns>What counts the messages that come from the server on one connection.</returns>
    private Action<byte, byte[]> Counter()
    {
        var (ended, ran) = (false, 0);
        return (type, body) =>
        {
            if (type == CommandComplete)
            {
                ran++;
                ended |= body.AsSpan().StartsWith("COMMIT"u8) || body.AsSpan().StartsWith("ROLLBACK"u8);
            }
            else if (type == ReadyForQuery)
            {
                if (ended || body[0] != Idle)
                {
                    Interlocked.Increment(ref roundTrips);
                    Interlocked.Add(ref statements, ran);
                }

                (ended, ran) = (false, 0);
            }
        };
    }

    private async Task Pass(int number, NetworkStream from, NetworkStream to, bool hasType, Action<byte, byte[]> seen)
    {
        var head = new byte[5];
        while (true)
        {
            var length = hasType ? 5 : 4;
            await from.ReadExactlyAsync(head.AsMemory(0, length), ending.Token);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(length - 4)) - 4];
            await from.ReadExactlyAsync(body, ending.Token);
            if (hasType)
            {
                seen(head[0], body);
            }

            if (number > silent)
            {
                await to.WriteAsync((byte[])[.. head.AsSpan(0, length), .. body], ending.Token);
            }

            hasType = true;
        }
    }
}
