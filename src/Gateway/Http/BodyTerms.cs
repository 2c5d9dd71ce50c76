namespace Gateway.Http;

/// <summary>How long the body of a call may take to arrive, however steadily it comes.</summary>
internal sealed record BodyTerms(TimeSpan Within);
