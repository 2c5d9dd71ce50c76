using Gateway.Files;

namespace Gateway.Uploads;

/// <summary>An image as an answer: of one of three kinds, whatever else its bytes could be taken for.</summary>
internal sealed class ImageResult(Upload upload, Stream content) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var image = content;
        var (response, tag) = (httpContext.Response, $"\"{upload.Id}\"");
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (httpContext.Request.Headers.IfNoneMatch.Contains(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = upload.ContentType;
        response.ContentLength = upload.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = "inline";
        try
        {
            await image.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has left.
        }
    }
}
