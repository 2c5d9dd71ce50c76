namespace Gateway.Storage.Moving;

/// <summary>Which tables are copied, and how; it follows from both schemas and <see cref="CopyRules"/>.</summary>
/// <param name="Faults">What nobody has said how to copy; then nothing is.</param>
internal sealed record CopyPlan(IReadOnlyList<CopiedTable> Tables, IReadOnlyList<string> Faults)
{
    public static CopyPlan Of(IReadOnlyList<SchemaColumn> file, IReadOnlyList<SchemaColumn> database)
    {
        var tables = new List<CopiedTable>();
        var faults = new List<string>();
        foreach (var table in file.GroupBy(column => column.Table).Where(table => !CopyRules.LeftOutTables.Contains(table.Key)))
        {
            var target = database.Where(column => column.Table == table.Key).ToList();
            if (target.Count == 0)
            {
                faults.Add($"the database has no table {table.Key}");
                continue;
            }

            var names = table.Select(column => column.Name).ToHashSet();
            faults.AddRange(
                from name in names
                where target.TrueForAll(column => column.Name != name) && !CopyRules.LeftOutColumns.Contains((table.Key, name))
                select $"the database has no column {table.Key}.{name}");
            faults.AddRange(
                from column in target
                where Source(column, names) is null || Kind(column) is null
                select $"nothing says how {column.Table}.{column.Name} of the database is filled");
            tables.Add(new CopiedTable(
                table.Key,
                [.. from column in target where Source(column, names) is not null && Kind(column) is not null select new CopiedColumn(column.Name, Kind(column)!.Value, Source(column, names)!)],
                target.Find(column => column.IsIdentity)?.Name));
        }

        return new CopyPlan(tables, faults);
    }

    private static string? Source(SchemaColumn column, HashSet<string> names) =>
        CopyRules.Sources.GetValueOrDefault((column.Table, column.Name)) ?? (names.Contains(column.Name) ? column.Name : null);

    private static ColumnKind? Kind(SchemaColumn column) => column.Type switch
    {
        "text" => ColumnKind.Text,
        "bigint" => ColumnKind.Number,
        "bytea" => ColumnKind.Bytes,
        _ => null,
    };
}
