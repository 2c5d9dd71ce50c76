using System.Data;
using System.Globalization;
using System.Reflection;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>Numbered SQL files, applied once each, in order, in one transaction under SQLite's write lock.</summary>
internal static class SqliteMigrations
{
    private const string Marker = ".Sqlite.Migrations.";

    private static readonly IReadOnlyList<(int Number, string Resource)> Known =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(Marker, StringComparison.Ordinal))
            .Select(name => (int.Parse(name.Split(Marker)[1].Split('_')[0], CultureInfo.InvariantCulture), name))
            .Order(),
    ];

    public static int Newest => Known[^1].Number;

    public static int Applied(SqliteSession session) =>
        session.First("SELECT COALESCE(MAX(number), 0) FROM migrations", row => row.GetInt32(0));

    /// <exception cref="DataException">The file was written by a newer version.</exception>
    public static void Apply(SqliteSession session, TimeProvider time)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            Upgrade(session, time);
            session.Execute("COMMIT");
        }
        catch (DataException)
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>Inside its caller's transaction.</summary>
    /// <exception cref="DataException">The file was written by a newer version.</exception>
    public static void Upgrade(SqliteSession session, TimeProvider time)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
        var applied = Applied(session);
        if (applied > Newest)
        {
            throw new DataException(
                $"The database is at schema {applied}, this version knows {Newest}: it was written by a newer gateway.");
        }

        foreach (var (number, resource) in Known.Where(migration => migration.Number > applied))
        {
            session.Script(Text(resource));
            session.Execute(
                "INSERT INTO migrations (number, applied_at) VALUES (@number, @at)",
                ("number", number), ("at", time.Now().UnixMilliseconds));
        }
    }

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
