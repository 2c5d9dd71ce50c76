using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>A copy that is killed leaves nothing that a gateway takes for whole, and can be run again.</summary>
public sealed class CopyBrokenOffTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private TestDatabase database = null!;

    private string File => folder.File("gateway.db");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.On(Engines.Postgres);
        await Copies.Empty(File);
        Copies.Fill(File, 2000);
        await Copies.Migrate(database);
    }

    public async ValueTask DisposeAsync()
    {
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("ledger")]
    [InlineData("tasks")]
    [InlineData("schedule")]
    public async Task It_is_killed_while_it_fills(string table)
    {
        await using var gateway = new GatewayProcess();
        await KillAt(table, gateway);

        // Nothing arrived, and no gateway takes the empty tables for an empty store.
        database.Ask("SELECT (SELECT COUNT(*) FROM tasks) + (SELECT COUNT(*) FROM accounts)").ShouldBe("0");
        gateway.Arguments = [];
        gateway.Settings["Storage__Provider"] = database.Provider;
        gateway.Settings["Storage__ConnectionString"] = database.ConnectionString;
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain(Startup.NoStore);
        gateway.Errors.ShouldContain($"A copy of {File} into it has not ended.");
        database.Ask("SELECT COUNT(*) FROM replicas").ShouldBe("0");

        gateway.Arguments = Command;
        (await gateway.Run()).ShouldBe(0, gateway.Errors);
        gateway.Output.ShouldContain("tasks: 2000 rows");
        gateway.Output.ShouldContain("ledger: 3800 rows, 3200 credits reserved, 28800 charged");
        Copies.ShouldBeEqual(File, database);
        database.Ask("SELECT to_regclass('copying')::text").ShouldBeEmpty();
        database.Ask("INSERT INTO events (task_id, kind, at, replica) VALUES ('', '', 0, '') RETURNING id").ShouldBe("2001");
        database.Ask("INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) VALUES ('', '', '', '', 0, 0, 0) RETURNING id").ShouldBe("3801");
    }

    private string[] Command => ["--copy-store", "--from", File, "--to", database.ConnectionString];

    /// <summary>The first row that comes into the table waits for a lock that the test holds.</summary>
    private async Task KillAt(string table, GatewayProcess gateway)
    {
        database.Execute(
            $"""
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
            CREATE TRIGGER waits BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION wait();
            """);
        await using (var holder = new NpgsqlConnection(database.ConnectionString))
        {
            await holder.OpenAsync();
            await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(1)", holder);
            await hold.ExecuteNonQueryAsync();
            gateway.Arguments = Command;
            gateway.Begin();
            await Eventually.True(() => Locks("NOT granted") == "1", 30);
            await gateway.Kill();
            await using var free = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", holder);
            await free.ExecuteNonQueryAsync();
        }

        await Eventually.True(() => Locks("granted") == "0", 30);
        database.Execute($"DROP TRIGGER waits ON {table}; DROP FUNCTION wait()");
    }

    private string Locks(string which) => database.Ask(
        $"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND {which} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
}
