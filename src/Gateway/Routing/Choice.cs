namespace Gateway.Routing;

/// <summary>Which pool key an attempt takes.</summary>
internal abstract record Choice
{
    private Choice()
    {
    }

    public sealed record Chosen(Target Target) : Choice;

    /// <summary>There are keys that could take it, but all their places are taken.</summary>
    public sealed record Busy : Choice;

    /// <summary>No key can take it now: disabled, cooling, exhausted, tried before, or its upstream is out.</summary>
    public sealed record None : Choice;
}
