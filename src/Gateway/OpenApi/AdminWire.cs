using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Gateway.OpenApi;

// The bodies of the operator API as types, for the document only; see Wire.cs.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>Credits that may be spent in a period, reserved and charged together.</summary>
/// <param name="Amount">From 0 to 1000000000000, kept to millionths.</param>
/// <param name="Period">Default: month.</param>
[AbsentNotNull]
internal sealed record BudgetLimit([property: Required] decimal Amount, SpendingPeriod? Period);

/// <summary>Limits; null is no limit.</summary>
/// <param name="RequestsPerMinute">Creates a minute.</param>
/// <param name="MaxConcurrentTasks">Tasks that have not ended.</param>
internal sealed record LimitsRequest(
    [property: Range(1, 1_000_000)] int? RequestsPerMinute, [property: Range(1, 1_000_000)] int? MaxConcurrentTasks, BudgetLimit? Budget);

/// <summary>A team's own limits, over those of its keys; null is no limit.</summary>
internal sealed record TeamRow([property: Required] string Team, int? RequestsPerMinute, int? MaxConcurrentTasks, BudgetLimit? Budget);

/// <summary>All teams.</summary>
internal sealed record TeamList([property: Required] string Object, [property: Required] IReadOnlyList<TeamRow> Data);

/// <summary>A key to make.</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Team">Whose tasks it sees; 1 to 128 characters, no slash.</param>
/// <param name="Models">The models it may use; null allows all.</param>
/// <param name="RequestsPerMinute">Creates a minute; null is no limit.</param>
/// <param name="MaxConcurrentTasks">Tasks that have not ended; null is no limit.</param>
/// <param name="ExpiresAt">Unix seconds, or an ISO 8601 date or time as a string; null is never.</param>
internal sealed record NewKey(
    [property: Required] string Name,
    [property: Required] string Team,
    IReadOnlyList<string>? Models,
    [property: Range(1, 1_000_000)] int? RequestsPerMinute,
    [property: Range(1, 1_000_000)] int? MaxConcurrentTasks,
    BudgetLimit? Budget,
    long? ExpiresAt);

/// <summary>Another budget of a key.</summary>
[AbsentNotNull]
internal sealed record BudgetChange([property: Required] decimal Amount, SpendingPeriod? Period);

/// <summary>What is to change of a key. A member that is absent stays as it is; remove takes limits away (as null does, which is not described, so that no client sends it unasked).</summary>
/// <param name="Remove">The limits to take away, for clients that leave out whatever is null.</param>
[AbsentNotNull]
internal sealed record KeyChange(
    string? Name,
    string? Team,
    IReadOnlyList<string>? Models,
    [property: Range(1, 1_000_000)] int? RequestsPerMinute,
    [property: Range(1, 1_000_000)] int? MaxConcurrentTasks,
    BudgetChange? Budget,
    long? ExpiresAt,
    IReadOnlyList<KeyLimit>? Remove);

/// <summary>A limit of a key.</summary>
internal enum KeyLimit
{
    Models,
    RequestsPerMinute,
    MaxConcurrentTasks,
    Budget,
    ExpiresAt,
}

/// <summary>How to rotate a key.</summary>
/// <param name="OverlapSeconds">How long the old secret still works; default 3600, at most 30 days; with 0 it ends at once.</param>
internal sealed record KeyRotation([property: Range(0, 2_592_000)] long? OverlapSeconds);

/// <summary>A key. Times are Unix seconds.</summary>
/// <param name="Key">The secret; only in the answer that made it.</param>
/// <param name="Hint">The secret's last four characters; null where they are not known.</param>
/// <param name="PreviousKeyUntil">Until when the secret before the last rotation works.</param>
/// <param name="Source">api or config; a key of the settings can only be changed there.</param>
internal sealed record KeyRow(
    [property: Required] string Id,
    string? Key,
    string? Hint,
    [property: Required] string Name,
    [property: Required] string Team,
    IReadOnlyList<string>? Models,
    int? RequestsPerMinute,
    int? MaxConcurrentTasks,
    BudgetLimit? Budget,
    long? ExpiresAt,
    long? CreatedAt,
    long? RevokedAt,
    long? PreviousKeyUntil,
    [property: Required] string Source);

/// <summary>All keys, revoked ones too.</summary>
internal sealed record KeyList([property: Required] string Object, [property: Required] IReadOnlyList<KeyRow> Data);

/// <summary>All upstreams.</summary>
internal sealed record UpstreamList([property: Required] string Object, [property: Required] IReadOnlyList<UpstreamRow> Data);

/// <summary>An upstream.</summary>
/// <param name="Enabled">One that is not takes no new work, but still polls what it owes.</param>
/// <param name="BreakerOpen">Whether new work is held back because it seems to be out.</param>
internal sealed record UpstreamRow(
    [property: Required] string Name,
    [property: Required] string Dialect,
    [property: Required] bool Enabled,
    [property: Required] bool Simulated,
    [property: Required] bool BreakerOpen,
    [property: Required] IReadOnlyList<PoolKeyRow> Keys);

/// <summary>A pool key.</summary>
/// <param name="State">active, cooling, exhausted, disabled or draining.</param>
/// <param name="Until">Unix seconds.</param>
/// <param name="InFlight">Tasks that hold one of its places.</param>
/// <param name="MaxInFlight">0 is no limit.</param>
internal sealed record PoolKeyRow(
    [property: Required] string Id,
    [property: Required] string State,
    string? Reason,
    long? Until,
    [property: Required] long InFlight,
    [property: Required] int Weight,
    [property: Required] int MaxInFlight);

/// <summary>A page of the audit log, newest first.</summary>
internal sealed record AuditList(
    [property: Required] string Object,
    [property: Required] IReadOnlyList<AuditRow> Data,
    [property: Required] bool HasMore,
    string? FirstId,
    string? LastId);

/// <summary>That an operator has changed something.</summary>
/// <param name="At">Unix seconds.</param>
/// <param name="Operator">The operator's name in the settings; admin for the one of Admin:Key.</param>
/// <param name="Action">key.create, key.update, key.revoke, key.rotate, team.update, callback_secret.rotate, callback.replay, pool_key.disable, pool_key.enable, task.cancel or task.resolve; more may come.</param>
/// <param name="Target">The id of the key, task or callback, the team's name, or the upstream's name and the pool key's id with a slash between.</param>
/// <param name="From">The address that the call came from.</param>
/// <param name="RequestId">Finds the call in the gateway's log.</param>
/// <param name="Before">How it was, without secrets; null when it was not there.</param>
/// <param name="After">How it then was.</param>
internal sealed record AuditRow(
    [property: Required] string Id,
    [property: Required] long At,
    [property: Required] string Operator,
    [property: Required] string Action,
    [property: Required] string Target,
    string? From,
    [property: Required] string RequestId,
    IReadOnlyDictionary<string, JsonElement>? Before,
    IReadOnlyDictionary<string, JsonElement>? After);

/// <summary>A page of tasks, newest first.</summary>
/// <param name="Sums">Of all tasks that match, not only of this page.</param>
internal sealed record AdminTaskList(
    [property: Required] string Object,
    [property: Required] IReadOnlyList<AdminTask> Data,
    [property: Required] bool HasMore,
    string? FirstId,
    string? LastId,
    [property: Required] CreditSums Sums);

/// <summary>A task as its client sees it, and what only operators see.</summary>
/// <param name="Request">The request with every default filled in.</param>
/// <param name="History">What has happened to it, oldest first.</param>
/// <param name="FirstPoll">Only as the answer to a resolve with a job's id: what the upstream said when it was asked for that job at once, such as running, completed or not_found. Absent when no answer came in time.</param>
[AbsentNotNull]
internal sealed record AdminTask(
    [property: Required] string Id,
    [property: Required] string Object,
    [property: Required] string Model,
    [property: Required] VideoTaskStatus Status,
    [property: Required] int Progress,
    [property: Required] long CreatedAt,
    long? CompletedAt,
    long? ExpiresAt,
    [property: Required] IReadOnlyDictionary<string, JsonElement> Metadata,
    VideoResult? Result,
    [property: Required] VideoUsage Usage,
    VideoTaskError? Error,
    [property: Required] TaskInternals Internal,
    [property: Required] IReadOnlyDictionary<string, JsonElement> Request,
    [property: Required] IReadOnlyList<TaskHistoryEntry> History,
    [property: Required] IReadOnlyList<TaskAttempt> Attempts,
    [property: Required] IReadOnlyList<TaskLedgerLine> Ledger,
    string? FirstPoll);

/// <summary>Where the gateway stands with a task. Times are Unix seconds.</summary>
/// <param name="State">queued, submitting, polling, unknown, completed or failed.</param>
/// <param name="Money">reserved, charged or refunded.</param>
/// <param name="Routes">The upstreams that may serve it, in order of preference.</param>
/// <param name="AcceptedAt">When its upstream was known to have the job.</param>
/// <param name="DueAt">When the gateway attends to it next.</param>
internal sealed record TaskInternals(
    [property: Required] string State,
    [property: Required] string Money,
    [property: Required] string Team,
    [property: Required] string KeyId,
    [property: Required] string RequestId,
    string? Mode,
    [property: Required] decimal PriceCredits,
    [property: Required] IReadOnlyList<string> Routes,
    string? Upstream,
    string? PoolKey,
    string? UpstreamTaskId,
    long? AcceptedAt,
    long? DueAt,
    long? UnknownSince);

/// <summary>One thing that has happened to a task.</summary>
/// <param name="Kind">created, submitting, queued, accepted, unknown, progress, completed, failed, corrected or settled.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Progress">0 to 100, with progress.</param>
internal sealed record TaskHistoryEntry([property: Required] string Kind, [property: Required] long At, int? Progress);

/// <summary>One try to submit a task. Times are Unix seconds.</summary>
/// <param name="Outcome">accepted, rejected, unavailable or ambiguous; null while it is open.</param>
internal sealed record TaskAttempt(
    [property: Required] string Id,
    [property: Required] int Number,
    [property: Required] string Upstream,
    [property: Required] string PoolKey,
    [property: Required] long OpenedAt,
    string? Outcome,
    string? Detail,
    long? ClosedAt);

/// <summary>A line of the ledger: what changed, in credits.</summary>
/// <param name="Kind">reserve, charge, refund or correct.</param>
/// <param name="At">Unix seconds.</param>
internal sealed record TaskLedgerLine(
    [property: Required] string Kind, [property: Required] decimal Reserved, [property: Required] decimal Charged, [property: Required] long At);

/// <summary>What became of a submission.</summary>
/// <param name="UpstreamTaskId">With created: the id that the upstream gave the job.</param>
internal sealed record TaskResolution([property: Required] ResolvedOutcome Outcome, string? UpstreamTaskId);

/// <summary>Whether there is a job.</summary>
internal enum ResolvedOutcome
{
    Created,
    NotCreated,
}
