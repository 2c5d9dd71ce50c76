namespace Gateway.Dialects.Toapis;

/// <summary>toapis: flat tasks, an error object, our task id as its <c>client_business_id</c> (S000, S001, S002).</summary>
internal sealed class ToapisDialect : IUpstreamDialect, IUploadDialect
{
    private const string Path = "/v1/videos/generations";

    public string Name => "toapis";

    /// <summary>Up to 10 MB; how long the URL works is not documented.</summary>
    public UploadTerms Uploads { get; } = new("/v1/uploads/images", 10_000_000, null, new Dictionary<string, string> { ["purpose"] = "generation" });

    public UpstreamRequest Create(Submission submission) => new("POST", Path, ToapisCreate.Body(submission));

    public SubmitOutcome ReadCreate(UpstreamAnswer answer, string taskId) => ToapisCreateReader.Read(answer, taskId);

    // The status call takes our client_business_id in place of the task's id, and answers as a create does.
    public UpstreamRequest? Find(Submission submission, bool mayResend) => Poll(submission.TaskId);

    public UpstreamRequest Poll(string upstreamTaskId) => new("GET", $"{Path}/{UpstreamTaskId.Segment(upstreamTaskId)}");

    public PollOutcome ReadPoll(UpstreamAnswer answer, JobIds job) => ToapisPollReader.Read(answer, job);

    public UploadOutcome ReadUpload(UpstreamAnswer answer) => UploadReader.Read(answer, body => body.Member("data"));
}
