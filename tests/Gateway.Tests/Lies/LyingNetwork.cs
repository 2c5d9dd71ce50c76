using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Tests.Lies;

/// <summary>Stands where the network is, and answers with the lie that it was given.</summary>
internal sealed class LyingNetwork : HttpMessageHandler
{
    public Lie Next { get; set; } = new(200, []);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }

        if (Next.Status == 0)
        {
            throw new IOException("the connection is gone");
        }

        var response = new HttpResponseMessage((HttpStatusCode)Next.Status) { Content = new ByteArrayContent(Next.Body) };
        response.Headers.RetryAfter = Next.RetryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return response;
    }
}
