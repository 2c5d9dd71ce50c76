using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Callbacks;

/// <summary>A port of a service that hangs so that not even a connection to it comes about.</summary>
internal sealed class DeafPort : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Socket listener = NewSocket();
    private readonly List<Socket> waiting = [];

    private DeafPort()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        Number = ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public int Number { get; }

    /// <summary>Takes up all connections that the system holds for somebody who does not take them.</summary>
    public static async Task<DeafPort> Open()
    {
        var port = new DeafPort();
        Task connected;
        do
        {
            var socket = NewSocket();
            port.waiting.Add(socket);
            connected = socket.ConnectAsync(port.listener.LocalEndPoint!);
            await Task.WhenAny(connected, Task.Delay(Patience));
        }
        while (connected.IsCompletedSuccessfully);
        _ = connected.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        return port;
    }

    public void Dispose()
    {
        listener.Dispose();
        waiting.ForEach(socket => socket.Dispose());
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
