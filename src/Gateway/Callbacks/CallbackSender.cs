using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Gateway.Canonical;
using Gateway.Outbound;

namespace Gateway.Callbacks;

/// <summary>Sends one callback once, and says what came of it. Nothing of the answer is read but its status and headers.</summary>
internal sealed class CallbackSender : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker http;
    private readonly TimeProvider time;

    public CallbackSender(OutboundGuard guard, TimeProvider time)
    {
        this.time = time;
        http = new HttpMessageInvoker(guard.Handler(Patience, reuseFor: TimeSpan.Zero));
    }

    public async Task<CallbackAnswer> Send(Callback callback, byte[] body, IReadOnlyList<byte[]> secrets, CancellationToken cancel)
    {
        var at = time.Now();
        using var request = new HttpRequestMessage(HttpMethod.Post, callback.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Gateway", "1"));
        request.Headers.Add(StandardWebhook.IdHeader, callback.Id);
        request.Headers.Add(StandardWebhook.TimestampHeader, at.UnixSeconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(StandardWebhook.SignatureHeader, StandardWebhook.Signature(secrets, callback.Id, at, body));
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            return new((int)answer.StatusCode, null, RetryAfter(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "timeout", null);
        }
        catch (HttpRequestException problem)
        {
            return new(null, Word(problem), null);
        }
    }

    public void Dispose() => http.Dispose();

    private static string Word(HttpRequestException problem) => problem.InnerException switch
    {
        AddressRefusedException => "address_not_allowed",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "name_not_found",
        _ => problem.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "name_not_found",
            HttpRequestError.SecureConnectionError => "tls_failed",
            HttpRequestError.ConnectionError => "connection_failed",
            _ => "no_valid_answer",
        },
    };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked) =>
        asked?.Delta ?? (asked?.Date is { } date ? Instant.Of(date) - time.Now() : null);
}
