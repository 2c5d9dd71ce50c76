using System.Globalization;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>Reads a query's parameters and collects what is wrong with them. An empty one is absent.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int RowsOfPage = 20;
    private const int MostRowsOfPage = 100;

    private readonly List<string> known = [];

    public ProblemList Problems { get; } = new([]);

    public string? Text(string name)
    {
        known.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            Problems.Add(name, DetailCodes.TooMany, $"'{name}' can be given only once.");
        }

        return values.Count == 1 && values[0] is { Length: > 0 } text ? text : null;
    }

    /// <returns>None but an allowed one.</returns>
    public string? OneOf(string name, IReadOnlyList<string> allowed)
    {
        var text = Text(name);
        Check(name, text, allowed);
        return text is not null && allowed.Contains(text) ? text : null;
    }

    /// <summary>A list with commas.</summary>
    public IReadOnlyList<string> SomeOf(string name, IReadOnlyList<string> allowed)
    {
        var parts = Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var part in parts)
        {
            Check(name, part, allowed);
        }

        return [.. allowed.Intersect(parts)];
    }

    public int Whole(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Problems.Add(name, DetailCodes.OutOfRange, $"'{name}' must be a whole number from {min} to {max}.", JsonValues.Range(min, max));
        return fallback;
    }

    /// <summary>How many rows a page has.</summary>
    public int Limit() => Whole("limit", RowsOfPage, 1, MostRowsOfPage);

    public Instant? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var time = Moment.Parse(text);
        if (time is null)
        {
            Problems.Add(name, DetailCodes.InvalidType, $"'{name}' must be {Moment.Form}.");
        }

        return time;
    }

    /// <summary>A misspelled filter must not pass for none.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            var shown = Shown.Text(name);
            Problems.Add(shown, DetailCodes.UnknownParameter, $"There is no parameter '{shown}'.{ClosestName.Hint(name, known)}");
        }
    }

    private void Check(string name, string? text, IReadOnlyList<string> allowed)
    {
        if (text is not null && !allowed.Contains(text))
        {
            Problems.AddNotAllowed(name, text, allowed);
        }
    }
}
