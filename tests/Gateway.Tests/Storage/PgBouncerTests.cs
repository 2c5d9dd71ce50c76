using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>The rows of theories that go through PgBouncer prove something only if it gives connections for one transaction.</summary>
public sealed class PgBouncerTests
{
    [Fact]
    public async Task More_clients_than_it_has_connections_are_served_as_long_as_they_are_in_no_transaction()
    {
        await using var database = await TestDatabase.On(Engines.PgBouncer);
        var clients = Enumerable.Range(0, 15).Select(_ => new NpgsqlConnection(database.ConnectionString)).ToList();
        foreach (var client in clients)
        {
            await client.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1", client);
            (await command.ExecuteScalarAsync()).ShouldBe(1);
        }

        clients.ForEach(client => client.Dispose());
    }
}
