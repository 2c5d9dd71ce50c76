namespace Gateway.Waiting;

/// <summary>Times of an event stream.</summary>
/// <param name="Heartbeat">How often a stream on which nothing happens gives a sign of life.</param>
internal sealed record WaitingTerms(TimeSpan Heartbeat)
{
    /// <summary>Proxies close what is silent for longer: nginx after a minute, some after half of one.</summary>
    public static WaitingTerms Usual { get; } = new(TimeSpan.FromSeconds(15));
}
