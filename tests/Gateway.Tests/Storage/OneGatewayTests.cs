using System.Globalization;
using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage;

/// <summary>Two gateways on one database would send one task twice: the second does not start.</summary>
public sealed class OneGatewayTests : IAsyncDisposable
{
    private readonly GatewayProcess first = Sandboxed();
    private readonly GatewayProcess second = Sandboxed();

    private string Database => first.Folder.File("data/gateway.db");

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task The_second_one_does_not_start_and_says_which_process_has_the_database()
    {
        await first.Start(Settings.SandboxClientKey);
        string[] paths = [Database, "relative.db", "folder/gateway.db", "../" + Path.GetFileName(first.Folder.Path) + "/data/./gateway.db"];
        File.CreateSymbolicLink(second.Folder.File("relative.db"), Database);
        Directory.CreateSymbolicLink(second.Folder.File("folder"), first.Folder.File("data"));
        foreach (var path in paths)
        {
            second.Settings["Storage__ConnectionString"] = $"Data Source={path}";
            (await second.Run()).ShouldBe(1, path);
            second.Errors.ShouldContain(Startup.NoStore);
            second.Errors.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"process {first.Id} "), Case.Sensitive, path);
        }

        // Its own journal of the sandbox was not touched either, and the first one works on.
        (await first.Wait(await first.Created(SeedExamples.Text), "completed")).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Others_may_look_into_the_database_and_the_lock_beside_it()
    {
        await first.Start(Settings.SandboxClientKey);
        using var reader = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        reader.Open();
        using var count = reader.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM tasks";
        count.ExecuteScalar().ShouldBe(0L);
        (await File.ReadAllTextAsync(Database + ".lock", TestContext.Current.CancellationToken)).ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"process {first.Id} "));
    }

    [Fact]
    public async Task The_database_is_free_once_the_process_is_gone_however_it_went()
    {
        second.Settings["Storage__ConnectionString"] = $"Data Source={Database}";
        await first.Start(Settings.SandboxClientKey);
        await first.Kill();
        await second.Start(Settings.SandboxClientKey);
        (await second.Terminate()).ShouldBe(0);
        await first.Start(Settings.SandboxClientKey);
    }

    [Fact]
    public async Task What_the_gateway_makes_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        first.Settings["Storage__ConnectionString"] = "Data Source=made/deep/gateway.db";
        first.Settings["Sandbox__Journal"] = "made/too/jobs.jsonl";
        Directory.CreateDirectory(first.Folder.File("made"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
        var chosen = File.GetUnixFileMode(first.Folder.File("made"));
        await first.Start(Settings.SandboxClientKey);
        await first.Created(SeedExamples.Text);

        foreach (var file in (string[])["deep/gateway.db", "deep/gateway.db-wal", "deep/gateway.db-shm", "deep/gateway.db.lock", "too/jobs.jsonl"])
        {
            File.GetUnixFileMode(first.Folder.File("made/" + file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        foreach (var made in (string[])["made/deep", "made/too"])
        {
            File.GetUnixFileMode(first.Folder.File(made)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, made);
        }

        File.GetUnixFileMode(first.Folder.File("made")).ShouldBe(chosen, "an operator's folder keeps its mode");
    }

    private static GatewayProcess Sandboxed()
    {
        var gateway = new GatewayProcess();
        gateway.Settings["Sandbox__Enabled"] = "true";
        gateway.Settings["Sandbox__QueuedFor"] = "00:00:00";
        gateway.Settings["Sandbox__RunsFor"] = "00:00:00.200";
        return gateway;
    }
}
