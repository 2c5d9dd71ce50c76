using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Roles;

/// <summary>
/// The upstream: speaks the toapis dialect (S000) at the least cost that Kestrel allows, so that what is measured
/// is what stands in front of it. A job never ends, unless it was told to end them.
/// </summary>
internal static class StubRole
{
    private const string Videos = "/v1/videos/generations";

    private static readonly byte[] Head = "{\"id\":\"job_"u8.ToArray();
    private static readonly byte[] CreatedTail =
        "\",\"object\":\"generation.task\",\"model\":\"viduq3-pro\",\"status\":\"queued\",\"progress\":0,\"created_at\":1768380224,\"metadata\":{}}"u8.ToArray();

    private static readonly byte[] RunningTail =
        "\",\"object\":\"generation.task\",\"model\":\"viduq3-pro\",\"status\":\"in_progress\",\"progress\":42,\"created_at\":1768380224,\"metadata\":{}}"u8.ToArray();

    private static volatile bool ends;
    private static long creates;
    private static long polls;

    public static Task<int> Run()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(RoleHost.AnyPort);
        var app = builder.Build();
        app.Run(Answer);
        return RoleHost.Serve(app);
    }

    private static Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        return path switch
        {
            Videos => Create(context),
            StubFigures.Path => context.Response.WriteAsync(new StubFigures(Volatile.Read(ref creates), Volatile.Read(ref polls)).Json()),
            ProcessFigures.Path => context.Response.WriteAsync(ProcessFigures.Now().Json()),
            StubFigures.EndJobs => End(context),
            _ => Poll(context, path),
        };
    }

    /// <summary>About the job that was asked for: an answer about another is no verdict.</summary>
    private static Task Poll(HttpContext context, string path)
    {
        Interlocked.Increment(ref polls);
        var number = path[(path.LastIndexOf('_') + 1)..];
        if (!ends)
        {
            return Write(context, number, RunningTail);
        }

        // Its result's name says when: the processes of one machine have one clock.
        var at = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
        return Write(context, number, Encoding.ASCII.GetBytes(
            "\",\"object\":\"generation.task\",\"model\":\"viduq3-pro\",\"status\":\"completed\",\"progress\":100,\"created_at\":1768380224,\"metadata\":{},"
                + "\"result\":{\"type\":\"video\",\"data\":[{\"url\":\"https://files.example.com/" + at + ".mp4\",\"format\":\"mp4\"}]}}"));
    }

    private static Task End(HttpContext context)
    {
        ends = true;
        return context.Response.WriteAsync("from now on");
    }

    private static async Task Create(HttpContext context)
    {
        var body = context.Request.BodyReader;
        bool ended;
        do
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            ended = read.IsCompleted;
        }
        while (!ended);

        await Write(context, Interlocked.Increment(ref creates).ToString("D18", CultureInfo.InvariantCulture), CreatedTail);
    }

    private static Task Write(HttpContext context, string number, byte[] tail)
    {
        var length = Head.Length + number.Length + tail.Length;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        var span = context.Response.BodyWriter.GetSpan(length);
        Head.CopyTo(span);
        Encoding.ASCII.GetBytes(number, span[Head.Length..]);
        tail.CopyTo(span[(Head.Length + number.Length)..]);
        context.Response.BodyWriter.Advance(length);
        return Task.CompletedTask;
    }
}
