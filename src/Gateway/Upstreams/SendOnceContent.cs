using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Upstreams;

/// <summary>
/// A request body that can be written to a connection once. The HTTP stack may try a request again on another
/// connection by itself; with this content it can't do so once the body was begun, whatever its own rules are.
/// </summary>
internal sealed class SendOnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;
    private int begun;

    public SendOnceContent(ReadOnlyMemory<byte> body)
    {
        this.body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether a byte of the body may have left.</summary>
    public bool Begun => Volatile.Read(ref begun) == 1;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1)
        {
            throw new InvalidOperationException("A paid request is never written twice.");
        }

        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
