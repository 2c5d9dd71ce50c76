namespace Gateway.Dialects.Legacy;

/// <summary>legacy: the resolution is part of the model's name, and polls have three forms (S003).</summary>
internal sealed class LegacyDialect : IUpstreamDialect
{
    private const string Path = "/v1/video/generations";

    public string Name => "legacy";

    public UpstreamRequest Create(Submission submission) => new("POST", Path, LegacyCreate.Body(submission));

    public SubmitOutcome ReadCreate(UpstreamAnswer answer, string taskId) => LegacyCreateReader.Read(answer, taskId);

    // There is nothing to ask it by: an operator has to look.
    public UpstreamRequest? Find(Submission submission, bool mayResend) => null;

    public UpstreamRequest Poll(string upstreamTaskId) => new("GET", $"{Path}/{UpstreamTaskId.Segment(upstreamTaskId)}");

    public PollOutcome ReadPoll(UpstreamAnswer answer, JobIds job) => LegacyPollReader.Read(answer, job);
}
