using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>
/// Reads the answer to a poll, in the order that every dialect shares: is it a refusal, is it about our job, what does it
/// say. An answer is about our job only when it says so.
/// </summary>
internal static class PollReader
{
    public static PollOutcome Read(UpstreamAnswer answer, JobIds job, PollRules rules)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        var part = JobPart.Find(body, job);
        if (!answer.IsSuccess)
        {
            return Refused(rules.Error(answer.StatusCode, error, answer.RetryAfter), part, answer);
        }

        var report = part.IsFound ? rules.Report(part.Job) : null;
        if (Refusal.IsFlagged(body) || (Refusal.HasError(body) && !IsFailedJob(part, report)))
        {
            return Refused(Unread(rules, error, answer), part, answer);
        }

        if (part.Whose.IsAnother())
        {
            return new PollOutcome.AnotherJob(part.Whose, answer.RetryAfter);
        }

        return report is null ? Unread(rules, error, answer)
            : IsContradictory(part, report) ? new PollOutcome.NoVerdict($"an error beside the status {report.Word}", answer.RetryAfter)
            : report.Outcome(part.SpeaksOfTheJob);
    }

    /// <summary>The documented form of a failed job that is the answer itself: its own id, and its error inside.</summary>
    private static bool IsFailedJob(JobPart part, JobReport? report) =>
        !part.IsWrapped && part.Whose == Whose.Ours && report?.Status == VideoStatus.Failed;

    /// <summary>A job in an envelope that is itself marked as refused, or that has an error without having failed.</summary>
    private static bool IsContradictory(JobPart part, JobReport report) =>
        part.IsWrapped && (Refusal.IsFlagged(part.Job) || (Refusal.HasError(part.Job) && report.Status != VideoStatus.Failed));

    /// <summary>An answer of success that has no job to read: an error of its code where it has a known one.</summary>
    private static PollOutcome Unread(PollRules rules, UpstreamError error, UpstreamAnswer answer) => error.Status is { } status
        ? rules.Error(status, error, answer.RetryAfter)
        : PollErrors.Unclear(error, answer.RetryAfter);

    /// <summary>That another's job is not known says nothing of ours.</summary>
    private static PollOutcome Refused(PollOutcome outcome, JobPart part, UpstreamAnswer answer) =>
        outcome is PollOutcome.NotFound && part.Whose.IsAnother() ? new PollOutcome.AnotherJob(part.Whose, answer.RetryAfter) : outcome;
}
