using System.Buffers;
using System.Globalization;
using System.Text;
using Gateway.Canonical;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Waiting;

namespace Gateway.Videos;

/// <summary>A task's states as server-sent events. An event's id is the task's version.</summary>
internal sealed class TaskStreamResult(TaskStream stream) : IResult
{
    /// <summary>After a stream that broke off, a browser asks again after this many milliseconds.</summary>
    private const string Begin = "retry: 2000\n\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (stream)
        {
            var response = httpContext.Response;
            if (httpContext.Features.Get<RequestNotes>() is { } notes)
            {
                var task = stream.Shown.Task;
                (notes.TaskId, notes.Upstream, notes.PoolKey) = (task.Id, task.Upstream, task.PoolKey);
            }

            // A browser asks again after the end; this answer tells it to stop.
            if (stream.Shown.Task is { IsTerminal: true, Version: var version } && httpContext.Request.Headers["Last-Event-ID"] == Id(version))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            // Proxies such as nginx would else collect events until a buffer is full.
            response.Headers["X-Accel-Buffering"] = "no";
            await Write(httpContext);
        }
    }

    private async Task Write(HttpContext http)
    {
        var body = http.Response.BodyWriter;
        Encoding.UTF8.GetBytes(Begin, body);
        try
        {
            await foreach (var view in stream.Views(http.RequestAborted))
            {
                Write(http, body, view);
                await body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left, as clients of streams do.
        }
    }

    private static void Write(HttpContext http, IBufferWriter<byte> body, TaskView? view)
    {
        if (view is null)
        {
            body.Write(": heartbeat\n\n"u8);
            return;
        }

        Encoding.UTF8.GetBytes($"event: task\nid: {Id(view.Task.Version)}\ndata: ", body);
        body.Write(JsonBytes.Of(writer => TaskJson.Write(writer, http.Shown(view.Task), view.QueuePosition)));
        body.Write("\n\n"u8);
    }

    private static string Id(long version) => version.ToString(CultureInfo.InvariantCulture);
}
