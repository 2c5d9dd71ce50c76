using System.ComponentModel.DataAnnotations;

namespace Gateway.OpenApi;

// The bodies of the calls about callbacks as types, for the document only; see Wire.cs.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>A team's callback secrets that sign now, newest first.</summary>
internal sealed record CallbackSecretList([property: Required] string Object, [property: Required] IReadOnlyList<CallbackSecretRow> Data);

/// <summary>A version of a team's callback secret. Times are Unix seconds.</summary>
/// <param name="Secret">whsec_ and base64: what a library for Standard Webhooks takes.</param>
/// <param name="ExpiresAt">Until when it signs; null for the newest.</param>
internal sealed record CallbackSecretRow(
    [property: Required] long Version, [property: Required] string Secret, [property: Required] long CreatedAt, long? ExpiresAt);

/// <summary>How to rotate a callback secret.</summary>
/// <param name="OverlapSeconds">How long the old secret still signs beside the new one; default 86400, at most 30 days; with 0 it ends at once.</param>
internal sealed record SecretRotation([property: Range(0, 2_592_000)] long? OverlapSeconds);

/// <summary>A page of callbacks, newest first.</summary>
internal sealed record CallbackList(
    [property: Required] string Object,
    [property: Required] IReadOnlyList<CallbackRow> Data,
    [property: Required] bool HasMore,
    string? FirstId,
    string? LastId);

/// <summary>How the telling of a task's end stands. Times are Unix seconds.</summary>
/// <param name="Id">What the receiver sees as webhook-id.</param>
/// <param name="Object">Always callback.</param>
/// <param name="Type">video.completed or video.failed.</param>
/// <param name="NextTryAt">Null when it has ended.</param>
/// <param name="Tries">Oldest first, also those before a replay.</param>
internal sealed record CallbackRow(
    [property: Required] string Id,
    [property: Required] string Object,
    [property: Required] string TaskId,
    [property: Required] string Team,
    [property: Required] string Type,
    [property: Required] string Url,
    [property: Required] CallbackState Status,
    [property: Required] long CreatedAt,
    long? NextTryAt,
    long? EndedAt,
    [property: Required] CallbackReceiver Receiver,
    [property: Required] IReadOnlyList<CallbackTryRow> Tries);

/// <summary>Failed: nobody tries it any more.</summary>
internal enum CallbackState
{
    Pending,
    Delivered,
    Failed,
}

/// <summary>Whoever answers at the URL's host. Times are Unix seconds.</summary>
/// <param name="FailingSince">Null when it took the last callback.</param>
/// <param name="PausedUntil">When it is tried next, while it has failed so long that one callback at a time is tried.</param>
internal sealed record CallbackReceiver([property: Required] string Host, long? FailingSince, long? PausedUntil);

/// <summary>One try.</summary>
/// <param name="At">Unix seconds.</param>
/// <param name="HttpStatus">Null when there was no answer.</param>
/// <param name="Problem">Null when it was taken; else http_ and the status, gone, timeout, address_not_allowed, name_not_found, connection_failed, tls_failed or no_valid_answer.</param>
internal sealed record CallbackTryRow([property: Required] long At, int? HttpStatus, string? Problem, [property: Required] long Milliseconds);
