using System.Globalization;

namespace Gateway.Benchmarks.Roles;

/// <summary>An upstream whose every job has ended when it is first asked for, and the host of the file that it names.</summary>
internal static class FileStubRole
{
    public const string Path = "/files/v.mp4";

    private const int Chunk = 64 * 1024;

    private static long jobs;

    /// <param name="length">Of the file, in bytes.</param>
    public static Task<int> Run(long length)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(RoleHost.AnyPort);
        var app = builder.Build();
        app.Run(context => Answer(context, length));
        return RoleHost.Serve(app);
    }

    private static Task Answer(HttpContext context, long length)
    {
        var path = context.Request.Path.Value!;
        return path switch
        {
            Path => SendFile(context.Response, length),
            ProcessFigures.Path => context.Response.WriteAsync(ProcessFigures.Now().Json()),
            _ when HttpMethods.IsPost(context.Request.Method) => Created(context),
            _ => Completed(context, path[(path.LastIndexOf('/') + 1)..]),
        };
    }

    private static Task Created(HttpContext context) => Json(
        context, $$"""{"id":"job_{{Interlocked.Increment(ref jobs).ToString(CultureInfo.InvariantCulture)}}","object":"generation.task","status":"queued","progress":0}""");

    private static Task Completed(HttpContext context, string id) => Json(
        context,
        $$"""{"id":"{{id}}","status":"completed","result":{"type":"video","data":[{"url":"http://{{context.Request.Host}}{{Path}}","format":"mp4"} ] } }""");

    private static Task Json(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static async Task SendFile(HttpResponse response, long length)
    {
        response.ContentType = "video/mp4";
        response.ContentLength = length;
        var chunk = new byte[Chunk];
        for (var left = length; left > 0; left -= Chunk)
        {
            await response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, Chunk)));
        }
    }
}
