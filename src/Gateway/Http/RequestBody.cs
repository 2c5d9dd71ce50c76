using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace Gateway.Http;

/// <summary>Reads a JSON body of at most 1 MiB, or says why it is not one.</summary>
internal static class RequestBody
{
    public const int Longest = 1024 * 1024;

    public static async Task<(byte[]? Body, ApiError? Problem)> Read(HttpRequest request)
    {
        if (!IsJson(request))
        {
            return (null, new ApiError(415, "unsupported_media_type", "The body has to be application/json in UTF-8, not compressed."));
        }

        if (request.ContentLength > Longest)
        {
            return (null, ApiError.PayloadTooLarge());
        }

        if (await Arrived(request) is not { } result)
        {
            if (HttpProtocol.IsHttp11(request.Protocol))
            {
                // The rest of the body is not waited for either. HTTP/2 ends the stream by itself.
                request.HttpContext.Response.Headers.Connection = "close";
            }

            return (null, ApiError.RequestTimeout());
        }

        var body = result.Buffer.Length <= Longest ? result.Buffer.ToArray() : null;
        request.BodyReader.AdvanceTo(result.Buffer.End);
        return body is null ? (null, ApiError.PayloadTooLarge()) : (body, null);
    }

    /// <returns>Null when it takes too long, however steadily it comes.</returns>
    private static async Task<ReadResult?> Arrived(HttpRequest request)
    {
        var (body, http) = (request.BodyReader, request.HttpContext);
        var arriving = body.ReadAtLeastAsync(Longest + 1, http.RequestAborted);
        if (arriving.IsCompleted)
        {
            // Most bodies come with their heads, and need no clock.
            return await arriving;
        }

        var within = http.RequestServices.GetRequiredService<BodyTerms>().Within;
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        await using var deadline = time.CreateTimer(_ => body.CancelPendingRead(), null, within, Timeout.InfiniteTimeSpan);
        var result = await arriving;
        if (!result.IsCanceled)
        {
            return result;
        }

        body.AdvanceTo(result.Buffer.End);
        return null;
    }

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
