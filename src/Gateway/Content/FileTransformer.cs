using System.Net;
using Gateway.Files;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Content;

/// <summary>What of a client's call reaches the file's host, and what of its answer reaches the client.</summary>
internal sealed class FileTransformer(TaskRecord task, Uri url, ContentAsk ask) : HttpTransformer
{
    /// <summary>Why the answer was not passed on; null when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Of an answer that was not passed on.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The length of the whole file, when none of it is in the range that was asked for.</summary>
    public long? LengthOfAll { get; private set; }

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = url;
        // HEAD too: a signed link is often for GET alone.
        proxyRequest.Method = HttpMethod.Get;
        if (ask.Range is { } range)
        {
            proxyRequest.Headers.TryAddWithoutValidation("Range", $"bytes={range}");
        }

        if (httpContext.Request.Headers is { IfNoneMatch.Count: 0, IfModifiedSince: [{ } since] })
        {
            proxyRequest.Headers.TryAddWithoutValidation("If-Modified-Since", since);
        }

        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        // The forwarder has copied it.
        httpContext.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        if (proxyResponse is null)
        {
            return new(false);
        }

        var (response, headers) = (httpContext.Response, proxyResponse.Content.Headers);
        if (proxyResponse.StatusCode == HttpStatusCode.NotModified)
        {
            ContentHeaders.Write(response, task, ask);
            return new(false);
        }

        if (FileAnswer.Problem(proxyResponse) is { } problem)
        {
            (Problem, Status, LengthOfAll) = (problem, proxyResponse.StatusCode, headers.ContentRange?.Length);
            return new(false);
        }

        ContentHeaders.Write(response, task, ask);
        ContentHeaders.WriteMeasures(response, headers, takesRanges: proxyResponse.StatusCode == HttpStatusCode.PartialContent || proxyResponse.Headers.AcceptRanges.Contains("bytes"));
        return new(!ask.HeadersAlone);
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;
}
