using System.Diagnostics;
using System.Globalization;
using Gateway.Servers;
using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>A backup taken beside a working gateway, and the way back from it that docs/operations.md names.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private static readonly string[] Upstreams = ["toapis", "apimart", "legacy"];

    private readonly TestFolder folder = new();
    private readonly List<TestDatabase> databases = [];
    private readonly List<GatewayProcess> gateways = [];
    private SandboxHost upstreams = null!;

    private int Creates => upstreams.State.Requests.Values.Sum(count => count.Creates);

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        foreach (var each in gateways.Cast<IAsyncDisposable>().Concat(databases))
        {
            await each.DisposeAsync();
        }

        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Theory, EachEngine]
    public async Task A_restored_backup_knows_the_same_tasks_follows_their_jobs_and_sends_nothing_a_second_time(string engine)
    {
        var database = await On(engine);
        var lost = Gateway(database);
        await lost.Start();
        var ended = await lost.Created(SeedExamples.Text);
        var endedTask = await lost.Wait(ended, "completed");
        var running = await lost.Created(SeedExamples.Text);
        await Eventually.True(() => Creates == 2);
        // Its key has one place.
        var waiting = await lost.Created(SeedExamples.Text);

        var restored = await Restored(await Backup(database, engine), engine);
        (await lost.Wait(waiting, "completed")).Text("status").ShouldBe("completed");
        await lost.Kill();
        Creates.ShouldBe(3);

        // The waiting task has been sent since, of which the backup knows nothing: no provider may take work at first.
        var gateway = Gateway(restored);
        foreach (var upstream in Upstreams)
        {
            gateway.Settings[$"Upstreams__{upstream}__Enabled"] = "false";
        }

        await gateway.Start();
        (await gateway.Wait(ended, "completed")).ToString().ShouldBe(endedTask.ToString());
        await gateway.Wait(running, "completed");
        await gateway.Wait(waiting, "queued");
        (await gateway.Cancelled(waiting)).Text("error", "code").ShouldBe("cancelled");
        await gateway.Terminate();

        Upstreams.ToList().ForEach(upstream => gateway.Settings.Remove($"Upstreams__{upstream}__Enabled"));
        await gateway.Start();
        await gateway.Wait(await gateway.Created(SeedExamples.Text), "completed");
        Creates.ShouldBe(4, "one for each task that was made");
    }

    private GatewayProcess Gateway(TestDatabase database)
    {
        var gateway = GatewayProcess.At(upstreams, database);
        gateway.Settings["Upstreams__toapis__Keys__0__MaxInFlight"] = "1";
        gateway.Settings["Upstreams__apimart__Enabled"] = "false";
        gateway.Settings["Upstreams__legacy__Enabled"] = "false";
        gateways.Add(gateway);
        return gateway;
    }

    private async Task<TestDatabase> On(string engine)
    {
        databases.Add(await TestDatabase.On(engine));
        return databases[^1];
    }

    private async Task<string> Backup(TestDatabase database, string engine)
    {
        var file = folder.File("backup");
        if (engine == Engines.Sqlite)
        {
            database.Execute($"VACUUM INTO '{file}'");
        }
        else
        {
            await Tool("pg_dump", database, "--format=custom", $"--file={file}");
        }

        return file;
    }

    private async Task<TestDatabase> Restored(string backup, string engine)
    {
        if (engine == Engines.Sqlite)
        {
            databases.Add(new SqliteDatabase(backup));
            return databases[^1];
        }

        var database = await On(engine);
        await Tool("pg_restore", database, "--exit-on-error", "--no-owner", $"--dbname={new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}", backup);
        return database;
    }

    private static async Task Tool(string name, TestDatabase database, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var program = PostgresCluster.Tool(name);
        Tools.Require(program is not null, $"There is no {name} on this machine.");
        var start = new ProcessStartInfo(program!, arguments)
        {
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = server.Host,
                ["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = server.Username,
                ["PGPASSWORD"] = server.Password,
                ["PGDATABASE"] = server.Database,
            },
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, errors);
    }
}
