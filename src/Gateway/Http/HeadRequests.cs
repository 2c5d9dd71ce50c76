using Microsoft.Net.Http.Headers;

namespace Gateway.Http;

/// <summary>
/// <c>HEAD</c> works wherever <c>GET</c> does: the call is answered as a GET, and the server, which knows better,
/// sends the headers alone.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    private static readonly object Mark = new();

    /// <summary>For whoever would else fetch a body that nobody gets.</summary>
    public static bool IsHead(HttpContext context) => context.Items.ContainsKey(Mark);

    public Task Invoke(HttpContext context) => HttpMethods.IsHead(context.Request.Method) ? AsGet(context) : next(context);

    /// <summary>A 405 names the methods that routing knows of.</summary>
    public static void AllowHead(HttpResponse response)
    {
        if (response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed }
            && response.Headers.GetCommaSeparatedValues(HeaderNames.Allow) is var allowed
            && allowed.Contains(HttpMethods.Get))
        {
            response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head));
        }
    }

    private async Task AsGet(HttpContext context)
    {
        context.Request.Method = HttpMethods.Get;
        context.Items[Mark] = true;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
