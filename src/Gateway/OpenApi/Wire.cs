using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Gateway.OpenApi;

// The bodies of the API as types, for the document only: the answers themselves are written by hand for speed.
// Every answer that a test receives is checked against the document, so neither can change without the other.
// Names and comments become the document's.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>A video to generate: its members are the catalogue's, see <see cref="RequestSchemaFilter"/>.</summary>
internal sealed record VideoGenerationRequest;

/// <summary>A task: one generation from its creation to its end.</summary>
/// <param name="Id">video_ and 26 characters, sortable by time.</param>
/// <param name="Object">Always generation.task.</param>
/// <param name="Model">The name that the client asked for.</param>
/// <param name="Status">Nothing but these four words.</param>
/// <param name="Progress">Never goes down; 100 exactly when completed.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="CompletedAt">Unix seconds; on every completed or failed task.</param>
/// <param name="ExpiresAt">Unix seconds until when the result's URL works, when that is known.</param>
/// <param name="Metadata">The client's metadata and what the upstream added. Of any type, because a client's own members are echoed as they are.</param>
/// <param name="Result">Completed tasks only.</param>
/// <param name="Usage">What it costs.</param>
/// <param name="Error">Failed tasks only.</param>
[AbsentNotNull]
internal sealed record VideoTask(
    [property: Required] string Id,
    [property: Required] string Object,
    [property: Required] string Model,
    [property: Required] VideoTaskStatus Status,
    [property: Required, Range(0, 100)] int Progress,
    [property: Required] long CreatedAt,
    long? CompletedAt,
    long? ExpiresAt,
    [property: Required] IReadOnlyDictionary<string, JsonElement> Metadata,
    VideoResult? Result,
    [property: Required] VideoUsage Usage,
    VideoTaskError? Error);

/// <summary>One page of a team's tasks.</summary>
/// <param name="HasMore">Whether there are older ones.</param>
/// <param name="FirstId">Null when the page is empty.</param>
/// <param name="LastId">What after takes for the next page; null when the page is empty.</param>
internal sealed record VideoTaskList(
    [property: Required] string Object,
    [property: Required] IReadOnlyList<VideoTask> Data,
    [property: Required] bool HasMore,
    string? FirstId,
    string? LastId);

/// <summary>What a task costs.</summary>
/// <param name="Credits">0 when they were given back.</param>
internal sealed record VideoUsage([property: Required] decimal Credits, [property: Required] VideoUsageState State);

/// <summary>Reserved while the task is open, charged when it is completed, refunded when it failed.</summary>
internal enum VideoUsageState
{
    Reserved,
    Charged,
    Refunded,
}

/// <summary>Where a task stands.</summary>
internal enum VideoTaskStatus
{
    Queued,
    InProgress,
    Completed,
    Failed,
}

/// <summary>What a completed task has made.</summary>
internal sealed record VideoResult([property: Required] string Type, [property: Required] IReadOnlyList<VideoFile> Data);

/// <summary>One file.</summary>
internal sealed record VideoFile([property: Required] Uri Url, [property: Required] string Format);

/// <summary>Why a task failed.</summary>
/// <param name="Code">The machine's word.</param>
internal sealed record VideoTaskError([property: Required] TaskErrorCode Code, [property: Required] string Message);

/// <summary>Every answer that is not a success.</summary>
internal sealed record ErrorAnswer([property: Required] ErrorInfo Error);

/// <summary>What went wrong.</summary>
/// <param name="Code">The machine's word.</param>
/// <param name="Type">The family of the code.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Param">The first detail's field.</param>
/// <param name="RequestId">Finds the request in the gateway's log.</param>
/// <param name="Details">Every problem of the request at once.</param>
internal sealed record ErrorInfo(
    [property: Required] ErrorCode Code,
    [property: Required] ErrorFamily Type,
    [property: Required] string Message,
    string? Param,
    [property: Required] string RequestId,
    [property: Required] IReadOnlyList<ErrorProblem> Details);

/// <summary>One problem of a request.</summary>
/// <param name="Param">The field, as a path; empty when that is how the client spelled its name.</param>
/// <param name="Code">The machine's word.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Allowed">The list or range that would have been accepted; absent where there is none.</param>
internal sealed record ErrorProblem(
    [property: Required(AllowEmptyStrings = true)] string Param,
    [property: Required] ProblemCode Code,
    [property: Required] string Message,
    JsonElement? Allowed);

/// <summary>What a create with the same body would do.</summary>
/// <param name="Mode">What follows from the images.</param>
/// <param name="Parameters">The request with every default filled in.</param>
/// <param name="Price">What it would cost.</param>
/// <param name="ExpectedSeconds">How long the model's tasks usually take; absent until enough have completed.</param>
/// <param name="Routes">In order of preference; the first eligible one would serve.</param>
[AbsentNotNull]
internal sealed record DryRunAnswer(
    [property: Required] string Mode,
    [property: Required] IReadOnlyDictionary<string, JsonElement> Parameters,
    [property: Required] Price Price,
    ExpectedSeconds? ExpectedSeconds,
    [property: Required] IReadOnlyList<RouteAnswer> Routes);

/// <summary>From create to end.</summary>
/// <param name="Median">Half of the tasks take no longer.</param>
/// <param name="P90">Nine of ten take no longer.</param>
internal sealed record ExpectedSeconds([property: Required] long Median, [property: Required] long P90);

/// <summary>A price.</summary>
/// <param name="Credits">As the operator defines them.</param>
internal sealed record Price([property: Required] decimal Credits);

/// <summary>Whether one upstream could serve.</summary>
/// <param name="Request">What would be sent, when it could.</param>
/// <param name="Reasons">Why not, when it could not.</param>
[AbsentNotNull]
internal sealed record RouteAnswer(
    [property: Required] string Upstream, [property: Required] bool Eligible, UpstreamCall? Request, IReadOnlyList<ErrorProblem>? Reasons);

/// <summary>The exact request to an upstream.</summary>
internal sealed record UpstreamCall(
    [property: Required] string Method, [property: Required] string Path, [property: Required] IReadOnlyDictionary<string, JsonElement> Body);

/// <summary>The models that the key may use.</summary>
internal sealed record ModelList([property: Required] string Object, [property: Required] IReadOnlyList<ModelRow> Data);

/// <summary>One model and what it can do.</summary>
/// <param name="Capabilities">The capability matrix as data: modes, parameters, ranges, defaults, prices.</param>
internal sealed record ModelRow(
    [property: Required] string Id,
    [property: Required] string Object,
    [property: Required] string OwnedBy,
    [property: Required] Capabilities Capabilities);

/// <summary>Whose key a caller has.</summary>
/// <param name="Kind">client or operator.</param>
/// <param name="Team">Null for an operator.</param>
/// <param name="Role">admin or viewer; null for a client.</param>
internal sealed record WhoAmIAnswer([property: Required] string Kind, [property: Required] string Name, string? Team, string? Role);

/// <summary>Health.</summary>
/// <param name="Status">ok, unavailable or draining.</param>
internal sealed record HealthAnswer([property: Required] string Status);

/// <summary>The caller's limits. Null is no limit.</summary>
/// <param name="Team">The team that the key belongs to.</param>
/// <param name="TeamBudget">What all of the team's keys may spend together.</param>
/// <param name="TeamRequestsPerMinute">What all of the team's keys may create together.</param>
/// <param name="TeamConcurrentTasks">What all of the team's keys may have under way together.</param>
/// <param name="From">Where a history is asked for: of the tasks that were made then (Unix seconds) or later.</param>
/// <param name="To">And before.</param>
/// <param name="Data">A row for each group that was asked for.</param>
internal sealed record UsageAnswer(
    [property: Required] UsageKey Key,
    [property: Required] string Team,
    RateUse? RequestsPerMinute,
    TasksUse? ConcurrentTasks,
    BudgetUse? Budget,
    BudgetUse? TeamBudget,
    RateUse? TeamRequestsPerMinute,
    TasksUse? TeamConcurrentTasks,
    long? From,
    long? To,
    IReadOnlyList<UsageReportRow>? Data);

/// <summary>The key that asks.</summary>
internal sealed record UsageKey([property: Required] string Id, [property: Required] string Name);

/// <summary>Creates a minute.</summary>
/// <param name="ResetsAt">Unix seconds: when all of them are there again.</param>
internal sealed record RateUse([property: Required] int Limit, [property: Required] int Remaining, [property: Required] long ResetsAt);

/// <summary>Tasks that have not ended.</summary>
internal sealed record TasksUse([property: Required] int Limit, [property: Required] int Used);

/// <summary>Credits in the current period.</summary>
/// <param name="Charged">For completed tasks.</param>
/// <param name="Reserved">For tasks that have not ended.</param>
/// <param name="ResetsAt">Unix seconds; null for a budget that never starts anew.</param>
internal sealed record BudgetUse(
    [property: Required] decimal Limit,
    [property: Required] decimal Charged,
    [property: Required] decimal Reserved,
    [property: Required] decimal Remaining,
    [property: Required] SpendingPeriod Period,
    long? ResetsAt);

/// <summary>After what time a budget starts anew; days and months are UTC.</summary>
internal enum SpendingPeriod
{
    Day,
    Month,
    Total,
}
