namespace Gateway.Dialects;

/// <summary>
/// How one kind of upstream is spoken to. Pure: no clock, no network, no storage, no state;
/// whatever bytes an upstream answers, the readers return an outcome and never throw.
/// </summary>
internal interface IUpstreamDialect
{
    /// <summary>The name used in <c>Upstreams:&lt;name&gt;:Dialect</c>.</summary>
    string Name { get; }

    UpstreamRequest Create(Submission submission);

    /// <param name="taskId">Ours: an answer that names another's is not about this submission.</param>
    SubmitOutcome ReadCreate(UpstreamAnswer answer, string taskId);

    /// <summary>
    /// Asks after a submission of unknown outcome; null when the upstream can't be asked. <see cref="ReadCreate"/> reads
    /// the answer: accepted settles it, anything else proves nothing.
    /// </summary>
    /// <param name="mayResend">The operator says that the upstream honours an Idempotency-Key, so that a resend makes no second job.</param>
    UpstreamRequest? Find(Submission submission, bool mayResend);

    UpstreamRequest Poll(string upstreamTaskId);

    PollOutcome ReadPoll(UpstreamAnswer answer, JobIds job);
}
