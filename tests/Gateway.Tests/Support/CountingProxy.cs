using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>Stands before a PostgreSQL server and counts what passes: how often the server was waited for, and the statements it ran.</summary>
internal sealed class CountingProxy : IDisposable
{
    private const byte ReadyForQuery = (byte)'Z';
    private const byte Execute = (byte)'E';

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly string host;
    private readonly int port;
    private int roundTrips;
    private int statements;

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
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(host, port, ending.Token);
                // A client's first message has no type.
                await Task.WhenAny(
                    Pass(client.GetStream(), server.GetStream(), hasType: false, type => Count(type, Execute, ref statements)),
                    Pass(server.GetStream(), client.GetStream(), hasType: true, type => Count(type, ReadyForQuery, ref roundTrips)));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone, and the other is closed with it.
            }
        }
    }

    private static void Count(byte type, byte counted, ref int count)
    {
        if (type == counted)
        {
            Interlocked.Increment(ref count);
        }
    }

    private async Task Pass(NetworkStream from, NetworkStream to, bool hasType, Action<byte> seen)
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
                seen(head[0]);
            }

            await to.WriteAsync((byte[])[.. head.AsSpan(0, length), .. body], ending.Token);
            hasType = true;
        }
    }
}
