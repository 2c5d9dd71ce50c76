using System.Diagnostics;
using System.Globalization;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Telemetry;

/// <summary>One line per request. The path without its query, nothing in it that looks like a key, and nothing of the body.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, KeyMask mask, ILogger<RequestLog> logger)
{
    public async Task Invoke(HttpContext context)
    {
        var started = time.GetTimestamp();
        await next(context);
        if (logger.IsEnabled(LogLevel.Information))
        {
            var notes = context.Features.Get<RequestNotes>();
            Answered(
                logger,
                context.Request.Method,
                mask.Path(context.Request.Path),
                context.Response.StatusCode,
                time.GetElapsedTime(started).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture),
                notes?.Key,
                notes?.TaskId,
                notes?.Upstream,
                notes?.PoolKey,
                context.Features.Get<ApiError>()?.Code,
                context.TraceIdentifier,
                Activity.Current?.TraceId.ToHexString());
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {StatusCode} in {Milliseconds} ms key={Key} task={TaskId} upstream={Upstream} pool_key={PoolKey} error={Error} request_id={RequestId} trace_id={TraceId}")]
    private static partial void Answered(
        ILogger logger, string method, string path, int statusCode, string milliseconds, string? key, string? taskId, string? upstream, string? poolKey, string? error, string requestId, string? traceId);
}
