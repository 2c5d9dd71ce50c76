using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>A task's end that is told, or was.</summary>
/// <param name="Id">What the receiver sees as <c>webhook-id</c>.</param>
/// <param name="Type">What has happened to the task.</param>
/// <param name="Receiver">The URL's host and port.</param>
/// <param name="Status">One of <see cref="CallbackStatus"/>.</param>
/// <param name="Tries">Since it was made, or replayed.</param>
/// <param name="DueAt">When it is tried next; null once it has ended.</param>
/// <param name="LeasedUntil">While somebody tries: until when nobody else does.</param>
internal sealed record Callback(
    string Id, string TaskId, string Team, string Type, string Url, string Receiver, Instant CreatedAt, string Status, int Tries, Instant? DueAt, Instant? LeasedUntil,
    Instant? EndedAt);
