using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>Listens, and knows whether anybody has come.</summary>
internal sealed class Trap : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public Trap() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool Pending => listener.Pending();

    public async Task Answer(string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await stream.ReadAtLeastAsync(new byte[1], 1, cancellationToken: TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }

    public void Dispose() => listener.Dispose();
}
