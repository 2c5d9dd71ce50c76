using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary><c>Gateway --check</c>, as an operator runs it before a start or a change.</summary>
public sealed class CheckCommandTests
{
    [Theory]
    [EachEngine]
    public async Task Beside_a_running_gateway_it_says_what_would_run_and_shows_no_secret(string engine)
    {
        await using var upstreams = await SandboxHost.Start();
        await using var database = await TestDatabase.On(engine);
        await using var gateway = GatewayProcess.At(upstreams, database);
        await gateway.Start();
        var id = await gateway.Created(SeedExamples.WithFault("never_ends"));
        await gateway.Wait(id, "in_progress");
        await using var check = Checking(upstreams, database);

        (await check.Run()).ShouldBe(0, check.Output);
        check.Output.ShouldContain("  Clients:0:Key = ***");
        check.Output.ShouldContain("  Storage:ConnectionString = (set, not shown)");
        check.Output.ShouldContain("  Polling:Interval = 00:00:00.100");
        check.Output.ShouldContain("  Submission:QueueLimit = 10000");
        check.Output.ShouldContain("  Waiting:PerKey = 1000 (default)");
        check.Output.ShouldContain("  Models:veo3.1-fast by toapis");
        check.Output.ShouldContain($"Store: {engine}, ");
        check.Output.ShouldContain("Running tasks: 1");
        Directory.GetFileSystemEntries(check.Folder.Path).ShouldBeEmpty();

        check.Settings["Upstreams__toapis__Keys__0__Id"] = "another";
        check.Settings["Waiting__PerKey"] = "many";
        (await check.Run()).ShouldBe(1);
        check.Errors.ShouldContain("The gateway would not start: 2 fault(s).");
        check.Errors.ShouldContain("Waiting:PerKey is 'many'; allowed: ");
        check.Errors.ShouldContain("Upstreams:toapis:Keys lacks the Id 'one', which 1 running task(s) must be polled with");
        (await gateway.Wait(id, "in_progress")).Text("id").ShouldBe(id);
    }

    [Theory]
    [EachEngine]
    public async Task It_makes_no_store_and_changes_none(string engine)
    {
        await using var upstreams = await SandboxHost.Start();
        await using var database = await TestDatabase.On(engine);
        await using var check = Checking(upstreams, database);

        (await check.Run()).ShouldBe(0, check.Output);
        check.Output.ShouldContain("which the start would make");
        database.Contents().ShouldBeEmpty();

        await using (var gateway = GatewayProcess.At(upstreams, database))
        {
            await gateway.Start();
            await gateway.Terminate();
        }

        var before = Contents(database);
        (await check.Run()).ShouldBe(0, check.Output);
        check.Output.ShouldContain(", as this version has it");
        Contents(database).ShouldBe(before);

        database.Execute("UPDATE migrations SET number = number + 100 WHERE number = (SELECT MAX(number) FROM migrations)");
        (await check.Run()).ShouldBe(1);
        check.Errors.ShouldContain("Storage:ConnectionString names a database that can't be used: ");
        check.Errors.ShouldContain("it was written by a newer gateway");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_fault_like_any_other()
    {
        await using var check = new GatewayProcess { Arguments = ["--check"] };
        await File.WriteAllTextAsync(check.Folder.File("notes.txt"), new string('x', 5000));
        check.Settings["Storage__ConnectionString"] = $"Data Source={check.Folder.File("notes.txt")}";
        check.Settings["Urls"] = "nonsense";

        (await check.Run()).ShouldBe(1);
        check.Errors.ShouldContain("  Urls is 'nonsense'; allowed: ");
        check.Errors.ShouldContain("  Storage:ConnectionString names a database that can't be used: ");
        Directory.GetFileSystemEntries(check.Folder.Path).ShouldBe([check.Folder.File("notes.txt")]);
    }

    private static GatewayProcess Checking(SandboxHost upstreams, TestDatabase database)
    {
        var check = GatewayProcess.At(upstreams, database);
        check.Arguments = ["--check"];
        return check;
    }

    private static string Contents(TestDatabase database) =>
        string.Join('\n', database.Contents().Select(part => $"{part.Name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(part.Bytes))}"));
}
