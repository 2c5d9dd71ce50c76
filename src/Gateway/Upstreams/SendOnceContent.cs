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
    private readonly Func<bool>? mayBegin;
    private int begun;

    /// <param name="mayBegin">Asked at the last moment, when there is a connection; null when any time is right.</param>
    public SendOnceContent(ReadOnlyMemory<byte> body, Func<bool>? mayBegin = null)
    {
        (this.body, this.mayBegin) = (body, mayBegin);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether a byte of the body may have left.</summary>
    public bool Begun => Volatile.Read(ref begun) == 1;

    /// <summary>Whether it could have been begun only when its time was over.</summary>
    public bool CameTooLate { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (mayBegin?.Invoke() == false)
        {
            CameTooLate = true;
            throw new InvalidOperationException("It is too late to begin this request.");
        }

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
