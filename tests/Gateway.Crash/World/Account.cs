namespace Gateway.Crash.World;

/// <summary>A client key or a team, with the limits that the run holds it against.</summary>
internal sealed class Account(string id, LimitSet limits, Spread? spread = null)
{
    /// <summary>As the store names it; a key that an operator makes gets its id only then.</summary>
    public string Id { get; set; } = id;

    public LimitHistory Limits { get; } = new(limits, spread ?? Spread.None);
}
