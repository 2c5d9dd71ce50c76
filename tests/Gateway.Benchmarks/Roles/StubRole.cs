using System.Buffers.Text;

namespace Gateway.Benchmarks.Roles;

/// <summary>
/// The upstream: speaks the toapis dialect (S000) at the least cost that Kestrel allows, so that what is measured
/// is what stands in front of it. A job never ends.
/// </summary>
internal static class StubRole
{
    private const string Videos = "/v1/videos/generations";

    private static readonly byte[] Head = "{\"id\":\"job_"u8.ToArray();
    private static readonly byte[] CreatedTail =
        "\",\"object\":\"generation.task\",\"model\":\"viduq3-pro\",\"status\":\"queued\",\"progress\":0,\"created_at\":1768380224,\"metadata\":{}}"u8.ToArray();

    private static readonly byte[] RunningTail =
        "\",\"object\":\"generation.task\",\"model\":\"viduq3-pro\",\"status\":\"in_progress\",\"progress\":42,\"created_at\":1768380224,\"metadata\":{}}"u8.ToArray();

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
            _ => Write(context, Interlocked.Increment(ref polls), RunningTail),
        };
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

        await Write(context, Interlocked.Increment(ref creates), CreatedTail);
    }

    private static Task Write(HttpContext context, long number, byte[] tail)
    {
        const int Digits = 18;
        var length = Head.Length + Digits + tail.Length;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        var span = context.Response.BodyWriter.GetSpan(length);
        Head.CopyTo(span);
        Utf8Formatter.TryFormat(number, span[Head.Length..], out _, new('D', Digits));
        tail.CopyTo(span[(Head.Length + Digits)..]);
        context.Response.BodyWriter.Advance(length);
        return Task.CompletedTask;
    }
}
