using Microsoft.Net.Http.Headers;

namespace Gateway.Http;

/// <summary>
/// <c>HEAD</c> works wherever <c>GET</c> does: the call is answered as a GET, and the server, which knows better,
/// sends the headers alone.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public async Task Invoke(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsHead(method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }

        AllowHead(context.Response);
    }

    /// <summary>A 405 names the methods that routing knows of.</summary>
    private static void AllowHead(HttpResponse response)
    {
        if (response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed }
            && response.Headers.GetCommaSeparatedValues(HeaderNames.Allow) is var allowed
            && allowed.Contains(HttpMethods.Get))
        {
            response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head));
        }
    }
}
