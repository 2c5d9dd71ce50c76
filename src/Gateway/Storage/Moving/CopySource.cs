using System.Data;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage.Moving;

/// <summary>
/// The file, for as long as it is copied: no gateway starts on it meanwhile. It is brought to the newest schema inside a
/// transaction that is taken back in the end, so the file stays as it is.
/// </summary>
internal sealed class CopySource : IDisposable
{
    private readonly SqliteLock held;
    private readonly SqliteSession session;

    /// <exception cref="IOException">A gateway runs on it.</exception>
    /// <exception cref="DataException">It is no gateway's, or a newer one's.</exception>
    public CopySource(CopyOptions options, TimeProvider time)
    {
        if (!File.Exists(options.File))
        {
            throw new FileNotFoundException($"There is no file {options.File}.");
        }

        SQLitePCL.Batteries_V2.Init();
        held = SqliteLock.Take(options.File, time);
        try
        {
            session = new SqliteSession(options.From);
            session.Execute("BEGIN IMMEDIATE");
            Schema = Check(options.File);
            SqliteMigrations.Upgrade(session, time);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The schema that the file has on disk.</summary>
    public int Schema { get; }

    public IReadOnlyList<SchemaColumn> Columns() => session.All(
        """
        SELECT tables.name, columns.name, columns.type FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY tables.name, columns.cid
        """,
        row => new SchemaColumn(row.GetString(0), row.GetString(1), row.GetString(2), IsIdentity: false));

    public TableSums Sums(CopiedTable table) => session.First(table.Sums, row => TableSums.Read(table, row))!;

    /// <summary>To be stepped through by the caller, who disposes of it.</summary>
    public SqliteStatement Rows(CopiedTable table) => session.Open(table.Rows);

    public void Dispose()
    {
        // What is not committed when the session ends is taken back.
        session?.Dispose();
        held.Dispose();
    }

    private int Check(string file) =>
        session.First("SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('migrations', 'tasks')", row => row.GetInt32(0)) == 2
            ? SqliteMigrations.Applied(session)
            : throw new DataException($"{file} is not a gateway's database.");
}
