namespace Gateway.Storage.Moving;

/// <summary>A table that the file and the database have both.</summary>
/// <param name="Identity">The column that the database numbers by itself, if there is one.</param>
internal sealed record CopiedTable(string Name, IReadOnlyList<CopiedColumn> Columns, string? Identity)
{
    private static readonly string[] Money = ["reserved", "charged"];

    public bool HasMoney => Money.All(name => Columns.Any(column => column.Name == name));

    public string Names => string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>In SQLite's SQL.</summary>
    public string Rows => $"SELECT {string.Join(", ", Columns.Select(column => column.Source))} FROM {Name}";

    /// <summary>In words that both engines know.</summary>
    public string Sums =>
        $"SELECT COUNT(*){(HasMoney ? string.Concat(Money.Select(name => $", CAST(COALESCE(SUM({name}), 0) AS bigint)")) : "")} FROM {Name}";
}
