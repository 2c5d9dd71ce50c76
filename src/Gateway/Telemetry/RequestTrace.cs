using System.Diagnostics;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Telemetry;

/// <summary>What the server's span says of a call. The path as in the log: nothing in it that looks like a key.</summary>
internal sealed class RequestTrace(RequestDelegate next, KeyMask mask)
{
    public const string Path = "url.path";

    public async Task Invoke(HttpContext context)
    {
        await next(context);
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        var notes = context.Features.Get<RequestNotes>();
        span.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
        span.SetTag("http.request.method", context.Request.Method)
            .SetTag("http.route", route)
            .SetTag(Path, mask.Path(context.Request.Path))
            .SetTag("http.response.status_code", context.Response.StatusCode)
            .SetTag("gateway.request.id", context.TraceIdentifier)
            .SetTag("gateway.key", notes?.Key)
            .SetTag(Traces.Task, notes?.TaskId)
            .SetTag("gateway.error", context.Features.Get<ApiError>()?.Code);
        if (context.Response.StatusCode >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
