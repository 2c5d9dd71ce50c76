using Gateway.Canonical;

namespace Gateway.Storage.Moving;

/// <summary>What has to be the same on both sides.</summary>
/// <param name="Reserved">With <paramref name="Charged"/>: of tables that hold money.</param>
internal sealed record TableSums(string Table, long Rows, Credits? Reserved, Credits? Charged)
{
    public static TableSums Read(CopiedTable table, IRow row) =>
        new(table.Name, row.GetInt64(0), table.HasMoney ? row.Credits(1) : null, table.HasMoney ? row.Credits(2) : null);

    public override string ToString() => Reserved is { } reserved && Charged is { } charged
        ? $"{Table}: {Rows} rows, {reserved} credits reserved, {charged} charged"
        : $"{Table}: {Rows} rows";
}
