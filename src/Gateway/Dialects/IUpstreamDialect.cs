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

    SubmitOutcome ReadCreate(UpstreamAnswer answer);

    UpstreamRequest Poll(string upstreamTaskId);

    PollOutcome ReadPoll(UpstreamAnswer answer);
}
