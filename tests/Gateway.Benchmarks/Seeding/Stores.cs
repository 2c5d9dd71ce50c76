using Gateway.Benchmarks.Processes;
using Npgsql;

namespace Gateway.Benchmarks.Seeding;

/// <summary>Makes the stores of a run, and removes them at its end.</summary>
/// <param name="folder">Where SQLite's files are.</param>
/// <param name="server">The PostgreSQL server that they are made on instead; null for SQLite.</param>
internal sealed class Stores(string folder, string? server) : IAsyncDisposable
{
    private readonly List<string> databases = [];

    /// <summary>Whether several replicas can use one of them.</summary>
    public bool AreShared => server is not null;

    /// <returns>The settings of a gateway that uses it.</returns>
    public async Task<IReadOnlyList<string>> Make(string name)
    {
        if (server is null)
        {
            return [$"--Storage:ConnectionString=Data Source={FileOf(name)}"];
        }

        databases.Add(DatabaseOf(name));
        await Run($"CREATE DATABASE {DatabaseOf(name)}");
        return ["--Storage:Provider=postgres", $"--Storage:ConnectionString={ConnectionOf(name)}"];
    }

    /// <summary>One that can be filled. A gateway makes the schema, so it is the gateway's own.</summary>
    public async Task<SeededStore> New(Child stub, string name)
    {
        var settings = await Make(name);
        await using (await Cast.Gateway(stub, settings, TimeSpan.FromHours(1)))
        {
            // It has applied its migrations by the time it listens.
        }

        return server is null ? new StoreFile(FileOf(name), settings) : await StoreDatabase.Open(ConnectionOf(name), settings);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
        {
            await Run($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        }
    }

    private string FileOf(string name) => Path.Combine(folder, name + ".db");

    private static string DatabaseOf(string name) => $"gateway_benchmark_{Environment.ProcessId}_{name}";

    private string ConnectionOf(string name) => new NpgsqlConnectionStringBuilder(server) { Database = DatabaseOf(name) }.ConnectionString;

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
