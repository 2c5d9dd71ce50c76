namespace Gateway.Dialects;

/// <summary>What a dialect adds to the reading of a create's answer.</summary>
/// <param name="Error">What an error means, by its HTTP status or the one that its code stands for.</param>
internal sealed record CreateRules(Func<int, UpstreamError, TimeSpan?, SubmitOutcome> Error)
{
    /// <summary>Whether the answer has metadata that is the client's to see.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>What <c>"success":false</c> means without an id and without a code; null where that is not documented.</summary>
    public Func<UpstreamError, TimeSpan?, SubmitOutcome>? Denied { get; init; }
}
