using System.Data;
using System.Globalization;
using System.Reflection;

namespace Gateway.Storage.Postgres;

/// <summary>Numbered SQL files, applied once each, in order, in one transaction; of replicas that start together one applies them.</summary>
internal static class PostgresMigrations
{
    public const string AppliedSql = "SELECT COALESCE(MAX(number), 0)::bigint FROM migrations";

    private const string Marker = ".Postgres.Migrations.";

    /// <summary>"migrate" in ASCII.</summary>
    private const long Lock = 0x6D696772617465;

    private static readonly IReadOnlyList<(int Number, string Resource)> Known =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(Marker, StringComparison.Ordinal))
            .Select(name => (int.Parse(name.Split(Marker)[1].Split('_')[0], CultureInfo.InvariantCulture), name))
            .Order(),
    ];

    public static int Newest => Known[^1].Number;

    /// <exception cref="DataException">The database was written by a newer version.</exception>
    public static async Task Apply(PostgresSource source)
    {
        await using var connection = await source.Open();
        await using var transaction = await connection.BeginTransactionAsync();
        var begin = new PostgresBatch();
        begin.Do("SET LOCAL lock_timeout = '60s'");
        begin.Ask("SELECT 0 FROM (SELECT pg_advisory_xact_lock($1)) AS held", _ => { }, Lock);
        begin.Do("SET LOCAL client_min_messages = warning");
        begin.Do("CREATE TABLE IF NOT EXISTS migrations (number bigint PRIMARY KEY, applied_at timestamptz NOT NULL)");
        await begin.Run(connection);
        var applied = 0;
        var ask = new PostgresBatch();
        ask.Ask(AppliedSql, row => applied = row.GetInt32(0));
        await ask.Run(connection);
        if (applied > Newest)
        {
            throw new DataException($"The database is at schema {applied}, this version knows {Newest}: it was written by a newer gateway.");
        }

        foreach (var (number, resource) in Known.Where(migration => migration.Number > applied))
        {
            await using var script = new Npgsql.NpgsqlCommand(Text(resource), connection);
            await script.ExecuteNonQueryAsync();
            var note = new PostgresBatch();
            note.Do("INSERT INTO migrations (number, applied_at) VALUES ($1, clock_timestamp())", number);
            await note.Run(connection);
        }

        await transaction.CommitAsync();
    }

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
