using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Media;

/// <summary>One short, real video stands for every job's result.</summary>
internal static class MediaEndpoint
{
    private static readonly byte[] Sample = ReadSample();

    public static void Map(IEndpointRouteBuilder routes, SandboxState state, SandboxOptions options, TimeProvider time) =>
        routes.MapMethods("/media/{id}.mp4", [HttpMethods.Get, HttpMethods.Head], context =>
        {
            var job = state.Find((string)context.Request.RouteValues["id"]!);
            IResult answer = job is not null && IsCompleted(job)
                ? Results.Bytes(Sample, "video/mp4", enableRangeProcessing: true)
                : Results.NotFound();
            return answer.ExecuteAsync(context);

            bool IsCompleted(SandboxJob job) =>
                JobLife.At(time.GetUtcNow(), job, FaultList.Of(job), options, url: "").Phase == JobPhase.Completed;
        });

    private static byte[] ReadSample()
    {
        using var stream = typeof(MediaEndpoint).Assembly.GetManifestResourceStream("sample.mp4")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
