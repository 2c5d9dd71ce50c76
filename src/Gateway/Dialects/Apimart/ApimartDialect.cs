namespace Gateway.Dialects.Apimart;

/// <summary>apimart: everything in a <c>{code, data}</c> envelope, and polls have their own path (S004).</summary>
internal sealed class ApimartDialect : IUpstreamDialect, IUploadDialect
{
    private const string CreatePath = "/v1/videos/generations";
    private const string PollPath = "/v1/tasks";

    public string Name => "apimart";

    /// <summary>Up to 20 MB, and the URL works for 72 hours.</summary>
    public UploadTerms Uploads { get; } = new("/v1/uploads/images", 20_000_000, TimeSpan.FromHours(72), new Dictionary<string, string>());

    // Documented for part of this API only; whether anyone relies on it is the operator's choice.
    public UpstreamRequest Create(Submission submission) =>
        new("POST", CreatePath, ApimartCreate.Body(submission), IdempotencyKey: submission.AttemptId);

    public SubmitOutcome ReadCreate(UpstreamAnswer answer, string taskId) => ApimartCreateReader.Read(answer, taskId);

    public UpstreamRequest? Find(Submission submission, bool mayResend) => mayResend ? Create(submission) : null;

    public UpstreamRequest Poll(string upstreamTaskId) => new("GET", $"{PollPath}/{UpstreamTaskId.Segment(upstreamTaskId)}");

    public PollOutcome ReadPoll(UpstreamAnswer answer, JobIds job) => ApimartPollReader.Read(answer, job);

    public UploadOutcome ReadUpload(UpstreamAnswer answer) => UploadReader.Read(answer, body => body);
}
