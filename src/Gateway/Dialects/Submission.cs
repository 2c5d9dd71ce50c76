using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>One request on its way to one upstream.</summary>
/// <param name="Request">The resolved request; the route can carry all of it.</param>
/// <param name="UpstreamModel">The upstream's name of the model, from the route (the client's name when the route gives none).</param>
/// <param name="Format">Which of a dialect's body forms this model takes, from the route; null is the dialect's usual one.</param>
/// <param name="TaskId">Our task id.</param>
/// <param name="AttemptId">Unique to this try.</param>
internal sealed record Submission(
    ResolvedRequest Request, string UpstreamModel, string? Format, string TaskId, string AttemptId);
