namespace Gateway.OpenApi;

/// <summary>What the document says of a query parameter. One with a range is a whole number.</summary>
internal sealed record QueryField(string Description)
{
    public int? Min { get; init; }

    public int? Max { get; init; }

    public int? Default { get; init; }

    /// <summary>The enum that has its words.</summary>
    public Type? Words { get; init; }

    /// <summary>How many rows a page has.</summary>
    public static QueryField Limit { get; } = new("How many at most.") { Min = 1, Max = 100, Default = 20 };

    /// <summary>The time that a report covers.</summary>
    public static QueryField From { get; } = "Unix seconds, or an ISO 8601 date or time (UTC without an offset). Default: the start of the month.";

    public static QueryField To { get; } = "The same; not included. Default: the end of the month.";

    public static implicit operator QueryField(string description) => new(description);
}
