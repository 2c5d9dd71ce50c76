using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>An upstream of any dialect that keeps a create waiting for its answer until the test lets it go, and then has the job.</summary>
internal sealed class HeldUpstream : IDisposable
{
    public const string Job = "job-1";

    private readonly TaskCompletionSource<byte[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RawUpstream upstream;
    private readonly string dialect;
    private int toDrop;
    private bool hasJob;

    /// <param name="drops">How many creates are cut off without an answer before one is kept waiting.</param>
    public HeldUpstream(string dialect, int drops = 0)
    {
        (this.dialect, toDrop) = (dialect, drops);
        upstream = new RawUpstream(Serve);
    }

    public string Url => upstream.Url;

    public int Creates => upstream.Creates;

    /// <summary>Answers that there is a job, which is completed from then on.</summary>
    public void Accept()
    {
        hasJob = true;
        answer.SetResult(RawUpstream.Answer(200, dialect switch
        {
            "apimart" => """{"code":200,"data":[{"status":"submitted","task_id":"job-1"}]}""",
            "legacy" => """{"id":"job-1","task_id":"job-1","object":"video.generation.job","status":"queued","progress":0}""",
            _ => RawUpstream.Accepted,
        }));
    }

    public void Reject() => answer.SetResult(RawUpstream.Answer(400, """{"error":{"code":"invalid_request","message":"no"}}"""));

    public void Dispose() => upstream.Dispose();

    private async Task Serve(string line, NetworkStream stream)
    {
        if (!line.StartsWith("POST", StringComparison.Ordinal))
        {
            await stream.WriteAsync(hasJob && line.Contains($"/{Job} ", StringComparison.Ordinal) ? Completed() : NotFound());
        }
        else if (Interlocked.Decrement(ref toDrop) < 0)
        {
            await stream.WriteAsync(await answer.Task);
        }
    }

    private static byte[] NotFound() => RawUpstream.Answer(404, """{"error":{"code":"task_not_found","message":"no such task"}}""");

    private byte[] Completed() => RawUpstream.Answer(200, dialect switch
    {
        "apimart" => """{"code":200,"data":{"id":"job-1","status":"completed","progress":100,"result":{"videos":[{"url":["https://cdn.example/v.mp4"]}]}}}""",
        "legacy" => """{"id":"job-1","task_id":"job-1","status":"completed","progress":100,"video_url":"https://cdn.example/v.mp4"}""",
        _ => RawUpstream.Completed,
    });
}
