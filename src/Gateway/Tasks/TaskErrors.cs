namespace Gateway.Tasks;

/// <summary>The codes of a failed task's <c>error</c>.</summary>
internal static class TaskErrors
{
    public const string GenerationFailed = "generation_failed";
    public const string ContentPolicy = "content_policy_violation";
    public const string UpstreamRejected = "upstream_rejected";
    public const string UpstreamUnavailable = "upstream_unavailable";
    public const string Cancelled = "cancelled";
    public const string TaskLost = "upstream_task_lost";
    public const string OutcomeUnknown = "upstream_outcome_unknown";
    public const string Timeout = "timeout";
}
