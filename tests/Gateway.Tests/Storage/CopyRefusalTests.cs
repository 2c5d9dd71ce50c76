using System.Data;
using System.Globalization;
using Gateway.Storage.Moving;
using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>A copy touches nothing that is in use, and nothing that is not its own.</summary>
public sealed class CopyRefusalTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private TestDatabase database = null!;

    private string File => folder.File("gateway.db");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.On(Engines.Postgres);
        await Copies.Empty(File);
    }

    public async ValueTask DisposeAsync()
    {
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_a_gateway_runs_on_is_refused()
    {
        await using var gateway = new GatewayProcess();
        gateway.Settings["Storage__ConnectionString"] = $"Data Source={File}";
        gateway.Settings["Sandbox__Enabled"] = "true";
        await gateway.Start();
        var refusal = await Should.ThrowAsync<IOException>(() => Copies.Copy(File, database));
        refusal.Message.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"process {gateway.Id} "));
        database.Ask("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").ShouldBe("0");
    }

    [Fact]
    public async Task No_gateway_starts_on_a_file_while_it_is_copied()
    {
        using var source = new CopySource(Copies.Options(File, database), TimeProvider.System);
        await using var gateway = new GatewayProcess();
        gateway.Settings["Storage__ConnectionString"] = $"Data Source={File}";
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain(Startup.NoStore);
        gateway.Errors.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} "));
    }

    [Theory]
    [InlineData("INSERT INTO teams (team) VALUES ('film')", "teams")]
    [InlineData("INSERT INTO turns (routes, served) VALUES ('toapis', 1)", "turns")]
    public async Task A_database_that_holds_anything_is_refused_and_stays_as_it_is(string fill, string named)
    {
        await Copies.Migrate(database);
        database.Execute(fill);
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain($"rows in {named}.");
        database.Ask($"SELECT COUNT(*) FROM {named}").ShouldBe("1");
        database.Ask("SELECT to_regclass('copying')::text").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_is_not_copied_over()
    {
        Copies.Fill(File, 20);
        await Copies.Copy(File, database);
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain("not empty");
        Copies.ShouldBeEqual(File, database);
    }

    [Fact]
    public async Task A_database_that_a_gateway_runs_on_is_refused()
    {
        await using var gateway = await GatewayHost.Start(null, database);
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain($"A gateway runs on the database");
        database.Ask("SELECT to_regclass('copying')::text").ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_copies_into_one_database_the_second_is_refused()
    {
        await Copies.Migrate(database);
        await using var other = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_xact_lock(x'636F707973746F72'::bigint)", other);
        await hold.ExecuteNonQueryAsync();
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain("Another copy");
    }

    [Fact]
    public async Task A_file_of_a_newer_gateway_is_refused()
    {
        SqliteFile.Execute(File, "INSERT INTO migrations VALUES (999, 0)");
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain("newer");
    }

    [Fact]
    public async Task A_database_of_a_newer_gateway_is_refused()
    {
        await Copies.Migrate(database);
        database.Execute("INSERT INTO migrations VALUES (999, clock_timestamp())");
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain("newer");
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_is_nobodys_is_refused_and_none_is_made()
    {
        await Should.ThrowAsync<FileNotFoundException>(() => Copies.Copy(folder.File("other.db"), database));
        Directory.GetFiles(folder.Path, "other*").ShouldBeEmpty();
        SqliteFile.Execute(folder.File("notes.db"), "CREATE TABLE notes (text)");
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(folder.File("notes.db"), database))).Message.ShouldContain("not a gateway's");
    }

    [Fact]
    public async Task What_did_not_arrive_as_it_was_is_taken_back()
    {
        Copies.Fill(File, 20);
        await Copies.Migrate(database);
        database.Execute("CREATE RULE lose AS ON INSERT TO schedule DO ALSO UPDATE ledger SET charged = charged + 1 WHERE id = 3");
        (await Should.ThrowAsync<DataException>(() => Copies.Copy(File, database))).Message.ShouldContain("not what the file holds");
        database.Ask("SELECT COUNT(*) FROM tasks").ShouldBe("0");
        database.Ask("SELECT COUNT(*) FROM copying").ShouldBe("1");
    }

    [Fact]
    public async Task The_command_ends_with_1_and_says_why_without_the_password()
    {
        await using var gateway = new GatewayProcess();
        gateway.Arguments = ["--copy-store", "--from", File];
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain("--to can't be used; allowed: Host=");

        gateway.Arguments = ["--copy-store", "--from", folder.File("other.db"), "--to=Host=127.0.0.1;Port=1;Database=x;Username=y;Password=hush-hush"];
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain("The store was not copied.");
        gateway.Errors.ShouldContain("There is no file");

        gateway.Arguments = [.. gateway.Arguments.Select(argument => argument.Replace("other.db", "gateway.db", StringComparison.Ordinal))];
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain("127.0.0.1:1");

        gateway.Arguments = ["--copy-store", "--from", File, "--to", "Host=127.0.0.1;Database=x;Password=hush", "hush-hush"];
        (await gateway.Run()).ShouldBe(1);
        gateway.Errors.ShouldContain("quotation marks");
        gateway.Output.ShouldNotContain("hush");
    }
}
