using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>Sends one request to one upstream, once, and says by name what became of it.</summary>
/// <param name="network">What stands in the place of the network; null for the network itself.</param>
internal sealed class UpstreamSender(TimeProvider time, HttpMessageHandler? network = null) : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;
    private const int FirstRead = 4096;

    private readonly HttpMessageInvoker invoker = new(network ?? new SocketsHttpHandler
    {
        // A redirected create would be a second create.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = new TraceparentOnly(),
        // HTTP lets an upstream compress even when nobody asked; an id that can't be read is a paid job lost.
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // Short, so that a create seldom meets a connection that the upstream is just closing: that would be ambiguous.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <param name="mayBegin">Whether the request may still be begun; asked when there is a connection for it.</param>
    public Task<SendResult> Submit(Upstream upstream, PoolKeyOptions key, UpstreamRequest request, Func<bool>? mayBegin = null) =>
        Send(upstream, key, request, Content(request, mayBegin), upstream.Options.SubmitTimeout, CancellationToken.None);

    public Task<SendResult> Poll(Upstream upstream, PoolKeyOptions key, UpstreamRequest request, CancellationToken stopping) =>
        Send(upstream, key, request, Content(request, null), upstream.Options.PollTimeout, stopping);

    /// <param name="form">Is disposed of.</param>
    public Task<SendResult> Upload(Upstream upstream, PoolKeyOptions key, string path, MultipartFormDataContent form, CancellationToken stopping) =>
        Send(upstream, key, new UpstreamRequest("POST", path), form, upstream.Options.SubmitTimeout, stopping);

    public void Dispose() => invoker.Dispose();

    private async Task<SendResult> Send(
        Upstream upstream, PoolKeyOptions key, UpstreamRequest request, HttpContent? content, TimeSpan timeout, CancellationToken stopping)
    {
        using var message = Message(upstream, key, request, content);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        var answerBegan = false;
        try
        {
            using var response = await invoker.SendAsync(message, either.Token);
            answerBegan = true;
            var body = upstream.Secrets.Remove(await ReadBody(response, either.Token));
            return new SendResult.Answered(new UpstreamAnswer((int)response.StatusCode, body, RetryAfter(response.Headers)));
        }
        catch (Exception problem) when (
            problem is HttpRequestException or IOException or InvalidDataException or OperationCanceledException or InvalidOperationException
            && !stopping.IsCancellationRequested)
        {
            if (content is SendOnceContent { CameTooLate: true })
            {
                return new SendResult.TooLate();
            }

            var why = deadline.IsCancellationRequested ? $"no answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s" : SendTrouble.Words(problem, answerBegan);
            return content is SendOnceContent { Begun: false } ? new SendResult.NotSent(why) : new SendResult.Broken(why);
        }
    }

    private static SendOnceContent? Content(UpstreamRequest request, Func<bool>? mayBegin) =>
        request.Body is null ? null : new SendOnceContent(request.Body, mayBegin);

    private static HttpRequestMessage Message(Upstream upstream, PoolKeyOptions key, UpstreamRequest request, HttpContent? content)
    {
        var url = new Uri(upstream.Address.AbsoluteUri.TrimEnd('/') + request.Path);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), url) { Content = content };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (request.IdempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", request.IdempotencyKey);
        }

        return message;
    }

    /// <summary>Reads at most <see cref="LargestAnswer"/> bytes: what is longer is cut off and so can't be read as JSON.</summary>
    private static async Task<byte[]> ReadBody(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var length = 0;
            int read;
            while (length < LargestAnswer && (read = await stream.ReadAsync(buffer.AsMemory(length), cancel)) > 0)
            {
                length += read;
                buffer = length == buffer.Length ? Grown(buffer) : buffer;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
