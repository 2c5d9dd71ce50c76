using System.Data;
using System.Data.Common;
using Npgsql;

namespace Gateway.Crash.Store;

/// <summary>The database that replicas share.</summary>
internal sealed class PostgresStore(string connectionString) : StoreReader, IDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "crash harness", MaxPoolSize = 5 }.ConnectionString);

    protected override bool MayBeAway => true;

    protected override string Opener => "replica";

    public void Dispose() => source.Dispose();

    /// <summary>Every table, as a server's file would hold it: in binary, because a secret within bytes would be written in hexadecimal otherwise.</summary>
    public override void Spread(string folder)
    {
        using var connection = source.OpenConnection();
        var tables = new List<string>();
        using (var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", connection))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            using var copy = connection.BeginRawBinaryCopy($"COPY {table} TO STDOUT (FORMAT BINARY)");
            using var file = File.Create(Path.Combine(folder, $"table-{table}"));
            copy.CopyTo(file);
        }
    }

    protected override DbConnection Open() => source.OpenConnection();

    protected override DbTransaction Begin(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);
}
