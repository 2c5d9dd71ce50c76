namespace Gateway.Crash.World;

/// <summary>Lies in the words of each upstream.</summary>
internal static class LieShapes
{
    private const string Url = $"https://{Lie.Mark}.example/video.mp4";

    private const string ForeignTask = $",\"client_business_id\":\"video_{Lie.Mark}\"";

    private static readonly string[] Refusals =
    [
        """{"code":503,"status":"error","message":"service temporarily unavailable"}""",
        """{"success":false,"status":"failed","code":500}""",
        """{"code":"internal_error","status":"error"}""",
        """{"status":"failed","error":{"code":503,"message":"busy"}}""",
    ];

    /// <param name="asked">By which name the job was asked for: its id, or that of the task it was made for.</param>
    /// <param name="number">Counts the lies about this job.</param>
    /// <param name="isFind">Whether the job's id is what is asked for; then only a foreign name for its task gives the lie away.</param>
    public static string Text(Lie lie, string upstream, string asked, int number, bool isFind) => lie.Name switch
    {
        Lie.Refusal => Refusals[number % Refusals.Length],
        Lie.Bare => """{"status":"failed"}""",
        Lie.List => $$"""{"code":200,"data":[{{Envelope($"task_{Lie.Mark}")}},{"id":"{{asked}}","status":"processing","progress":10}]}""",
        Lie.Business => Completed(upstream, asked, ForeignTask),
        _ => Completed(upstream, $"video_{Lie.Mark}{number}", isFind ? ForeignTask : ""),
    };

    private static string Completed(string upstream, string id, string more) => upstream switch
    {
        "apimart" => $$"""{"code":200,"data":{{Envelope(id, more)}}}""",
        "legacy" => $$"""{"id":"{{id}}","task_id":"{{id}}","object":"video.generation.job","status":"succeeded","progress":100,"video_url":"{{Url}}"{{more}}}""",
        _ => $$"""{"id":"{{id}}","object":"generation.task","status":"completed","progress":100,"result":{"type":"video","data":[{"url":"{{Url}}","format":"mp4"}]}{{more}}}""",
    };

    private static string Envelope(string id, string more = "") =>
        $$"""{"id":"{{id}}","status":"completed","progress":100,"result":{"videos":[{"url":["{{Url}}"]}]}{{more}}}""";
}
