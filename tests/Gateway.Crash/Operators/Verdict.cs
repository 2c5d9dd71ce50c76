namespace Gateway.Crash.Operators;

/// <summary>An operator's word on what became of a submission.</summary>
/// <param name="JobId">The job that was made; null says that there is none.</param>
/// <param name="Status">The gateway's answer; null when it was lost, and the word may count or not.</param>
internal sealed record Verdict(string TaskId, string? JobId, int? Status, long SentAt, long AnsweredAt)
{
    public bool Counts => Status == 200;

    public bool MayCount => Status is 200 or null;
}
