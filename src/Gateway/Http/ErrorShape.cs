using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>No answer leaves with an empty error body, another shape or a stack trace.</summary>
internal sealed partial class ErrorShape(RequestDelegate next, KeyMask mask, ILogger<ErrorShape> logger)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
            HeadRequests.AllowHead(context.Response);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await ErrorResponse.Write(context, OfStatus(context.Response.StatusCode, context.Request));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // The client is gone; 499 is for the log line only.
            context.Response.StatusCode = 499;
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted)
        {
            // The store has said in the log what is wrong, once for all calls.
            context.Response.Clear();
            await ErrorResponse.Write(context, ApiError.ServiceUnavailable());
        }
        catch (BadHttpRequestException problem) when (!context.Response.HasStarted)
        {
            await ErrorResponse.Write(context, OfStatus(problem.StatusCode, context.Request));
        }
#pragma warning disable CA1031 // The last stop of every exception: logged here, and never shown.
        catch (Exception problem) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Unhandled(logger, problem, context.Request.Method, mask.Path(context.Request.Path), context.TraceIdentifier);
            context.Response.Clear();
            await ErrorResponse.Write(context, OfStatus(500, context.Request));
        }
    }

    private static ApiError OfStatus(int status, HttpRequest request) => status switch
    {
        401 => ApiError.Unauthorized(),
        403 => new(403, "forbidden", "This key may not do that."),
        404 => new(404, "not_found", $"There is nothing at {request.Method} {Shown.Text(request.Path.Value ?? "/")}."),
        405 => new(405, "method_not_allowed", $"{request.Method} is not possible here; the Allow header says what is."),
        406 => new(406, "not_acceptable", "Answers are application/json only."),
        408 => ApiError.RequestTimeout(),
        413 => ApiError.PayloadTooLarge(),
        415 => new(415, "unsupported_media_type", "The body has to be application/json in UTF-8, not compressed."),
        >= 500 => new(500, "internal_error", "Something went wrong in the gateway; the request id helps to find it in its log."),
        _ => new(status, "invalid_request", "The request can't be read."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} ended in an unhandled exception request_id={RequestId}")]
    private static partial void Unhandled(ILogger logger, Exception problem, string method, string path, string requestId);
}
