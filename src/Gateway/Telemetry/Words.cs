using Gateway.Dialects;

namespace Gateway.Telemetry;

/// <summary>The values that labels can have.</summary>
internal static class Words
{
    /// <summary>A create that was refused before its model was known.</summary>
    public const string NoModel = "none";

    public const string Accepted = "accepted";
    public const string Replayed = "replayed";

    /// <summary>There is a task, but it has failed at once.</summary>
    public const string NotStarted = "not_started";

    public const string Refused = "refused";

    /// <summary>The client left before its answer.</summary>
    public const string Abandoned = "abandoned";

    public static readonly IReadOnlyList<string> CreateOutcomes = [Accepted, Replayed, NotStarted, Refused, Abandoned];

    /// <summary>Error codes of a create, so far as they are known beforehand.</summary>
    public static readonly IReadOnlyList<string> Reasons =
    [
        "concurrency_limit_exceeded", "content_policy_violation", "idempotency_conflict", "insufficient_quota", "internal_error", "invalid_json",
        "invalid_request", "model_not_allowed", "model_not_found", "not_acceptable", "payload_too_large", "rate_limit_exceeded", "request_timeout",
        "service_unavailable", "unauthorized", "unsupported_media_type", "upstream_rejected", "upstream_unavailable",
    ];

    public static readonly IReadOnlyList<string> AttemptOutcomes = ["accepted", "rejected", "unavailable", "ambiguous"];

    public static readonly IReadOnlyList<string> PollResults =
        ["running", "completed", "completed_without_url", "failed", "not_found", "bare_failure", "another_job", "key_refused", "no_verdict"];

    /// <summary>As the ledger says it.</summary>
    public static readonly IReadOnlyList<string> LedgerKinds = ["reserve", "charge", "refund", "correct"];

    public static readonly IReadOnlyList<string> CallbackResults = ["delivered", "retried", "failed"];

    public const string ResultKept = "kept";
    public const string ResultRetried = "retried";
    public const string ResultLost = "lost";
    public const string ResultMissing = "missing";
    public const string ResultDeleted = "deleted";

    /// <summary>What becomes of videos that are kept.</summary>
    public static readonly IReadOnlyList<string> KeepResults = [ResultKept, ResultRetried, ResultLost, ResultMissing, ResultDeleted];

    public static readonly IReadOnlyList<string> EndStatuses = ["completed", "failed"];

    public static readonly IReadOnlyList<string> PoolKeyStates = ["active", "cooling", "exhausted", "disabled", "draining"];

    public static string Of(PollOutcome outcome) => outcome switch
    {
        PollOutcome.Running => "running",
        PollOutcome.Completed => "completed",
        PollOutcome.CompletedWithoutUrl => "completed_without_url",
        PollOutcome.Failed => "failed",
        PollOutcome.NotFound => "not_found",
        PollOutcome.BareFailure => "bare_failure",
        PollOutcome.AnotherJob => "another_job",
        PollOutcome.KeyRefused => "key_refused",
        PollOutcome.NoVerdict => "no_verdict",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
