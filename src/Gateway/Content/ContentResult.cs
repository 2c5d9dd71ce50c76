using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Content;

/// <summary>A finished video's bytes as an endpoint's answer.</summary>
internal sealed class ContentResult(TaskRecord task, bool download, ContentSender sender) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = ContentHeaders.Tag(task);
        var ask = new ContentAsk(tag, HeadRequests.IsHead(httpContext), download, ContentAsk.OneRange(httpContext.Request, tag));
        if (ContentAsk.IsKnown(httpContext.Request, tag))
        {
            ContentHeaders.Write(httpContext.Response, task, ask);
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await sender.Send(httpContext, task, ask);
    }
}
