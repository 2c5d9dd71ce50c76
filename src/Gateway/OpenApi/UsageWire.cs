using System.ComponentModel.DataAnnotations;

namespace Gateway.OpenApi;

// Reports as types, for the documents only; see Wire.cs.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>A report on the tasks that were made from one time to another (Unix seconds).</summary>
internal sealed record UsageReportAnswer(
    [property: Required] string Object, [property: Required] long From, [property: Required] long To, [property: Required] IReadOnlyList<UsageReportRow> Data);

/// <summary>One group's tasks; it has the members that it was asked to be grouped by.</summary>
/// <param name="Key">The key's id.</param>
/// <param name="Day">As 2026-01-31, in UTC.</param>
/// <param name="Hour">Its beginning, as 2026-01-31T13:00:00Z.</param>
/// <param name="TaskSeconds">From create to end.</param>
/// <param name="Upstream">Null for tasks that no upstream was tried for.</param>
/// <param name="Seconds">Of completed videos.</param>
internal sealed record UsageReportRow(
    string? Team,
    string? Key,
    string? Model,
    string? Upstream,
    string? Day,
    string? Hour,
    [property: Required] TaskCounts Tasks,
    [property: Required] long Seconds,
    [property: Required] TaskSeconds TaskSeconds,
    [property: Required] CreditSums Credits);

/// <summary>Each task counts once.</summary>
/// <param name="Unknown">Their submission's outcome is not known yet; clients see them as queued.</param>
internal sealed record TaskCounts(
    [property: Required] long Queued,
    [property: Required] long InProgress,
    [property: Required] long Completed,
    [property: Required] long Failed,
    [property: Required] long Unknown);

/// <summary>What has become of the tasks' prices.</summary>
internal sealed record CreditSums([property: Required] decimal Reserved, [property: Required] decimal Charged, [property: Required] decimal Refunded);

/// <summary>How long completed tasks took that are still kept; null without any.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="P95">95 of a hundred took no longer.</param>
internal sealed record TaskSeconds(long? Median, long? P95);
