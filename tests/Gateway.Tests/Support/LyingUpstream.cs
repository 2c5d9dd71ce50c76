using System.Text.RegularExpressions;

namespace Gateway.Tests.Support;

/// <summary>An upstream of any dialect that takes the job <see cref="Job"/> and answers polls with whatever the test wants.</summary>
internal sealed partial class LyingUpstream : IDisposable
{
    public const string Job = "job-1";
    public const string Url = "https://cdn.example/ours.mp4";

    private readonly RawUpstream upstream;
    private readonly string name;
    private int polls;

    /// <param name="name">toapis, legacy or apimart.</param>
    /// <param name="polled">The answers to the first polls; after them the job is completed.</param>
    public LyingUpstream(string name, params string[] polled)
    {
        this.name = name;
        Created = name switch
        {
            "toapis" => $$"""{"id":"{{Job}}","object":"generation.task","status":"queued","progress":0}""",
            "legacy" => $$"""{"id":"{{Job}}","task_id":"{{Job}}","status":"queued","progress":0}""",
            _ => $$"""{"code":200,"data":[{"status":"submitted","task_id":"{{Job}}"}]}""",
        };
        upstream = new RawUpstream(async (line, stream) => await stream.WriteAsync(RawUpstream.Answer(
            line.StartsWith("POST", StringComparison.Ordinal) ? CreatedStatus : PolledStatus,
            line.StartsWith("POST", StringComparison.Ordinal) ? Created : Next(line, polled))));
    }

    public string Created { get; set; }

    public int CreatedStatus { get; set; } = 200;

    public int PolledStatus { get; set; } = 200;

    public string Address => upstream.Url;

    public int Creates => upstream.Creates;

    public int Polls => Volatile.Read(ref polls);

    public IEnumerable<string> Requests => upstream.Requests;

    public static string Completed(string name, string id = Job, string url = Url) => name switch
    {
        "toapis" => $$$"""{"id":"{{{id}}}","status":"completed","result":{"type":"video","data":[{"url":"{{{url}}}","format":"mp4"}]}}""",
        "legacy" => $$"""{"code":"success","data":{"task_id":"{{id}}","status":"SUCCESS","progress":"100%","result_url":"{{url}}"} }""",
        _ => $$"""{"code":200,"data":{"id":"{{id}}","status":"completed","result":{"videos":[{"url":["{{url}}"]}]} } }""",
    };

    /// <summary>A gateway that knows this upstream, and creates tasks there and nowhere else.</summary>
    public Task<GatewayHost> Gateway(params (string Key, string? Value)[] settings) => GatewayHost.Start(Address, settings: settings);

    public (string Name, string Value) Pin => ("X-Gateway-Upstream", name);

    public void Dispose() => upstream.Dispose();

    /// <summary><c>OUR-TASK</c> in an answer stands for the id of our task that a poll asks for.</summary>
    private string Next(string line, string[] polled)
    {
        var number = Interlocked.Increment(ref polls);
        var body = number <= polled.Length ? polled[number - 1] : Completed(name);
        return body.Replace("OUR-TASK", AskedFor().Match(line).Value, StringComparison.Ordinal);
    }

    [GeneratedRegex("video_[0-9A-Z]+")]
    private static partial Regex AskedFor();
}
