namespace Gateway.Tests.Sandbox;

public sealed class JournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    private string Journal => Path.Combine(folder, "jobs", "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Jobs_outlive_the_process()
    {
        string id;
        await using (var first = await Start())
        {
            await first.Create("apimart", "{'model':'viduq3-pro','prompt':'[sandbox:fail]'}", idempotencyKey: "one");
            id = first.State.Jobs.Single().Id;
        }

        await using var second = await Start();
        var job = second.State.Jobs.Single();
        (job.Id, job.Key, job.IdempotencyKey, job.Faults).ShouldBe((id, SandboxServer.Key, "one", "fail"));
        var replay = await second.Create("apimart", "{'model':'viduq3-pro','prompt':'[sandbox:fail]'}", idempotencyKey: "one");
        replay.At("data.0.task_id").ShouldBe($"'{id}'");
        (await second.Poll("apimart", id, SandboxServer.OtherKey)).Status.ShouldBe(400);
        second.LetItEnd();
        (await second.Poll("apimart", id)).At("data.status").ShouldBe("'failed'");
    }

    [Fact]
    public async Task A_line_that_was_cut_off_is_dropped_and_the_next_one_is_whole()
    {
        await using (var first = await Start())
        {
            await first.Start("toapis");
        }

        await File.AppendAllTextAsync(Journal, "{\"upstream\":\"toapis\",\"body\":\"" + new string('x', 2000), TestContext.Current.CancellationToken);
        await using (var second = await Start())
        {
            second.State.Jobs.Count.ShouldBe(1);
            await second.Start("legacy");
        }

        await using var third = await Start();
        third.State.Jobs.Select(job => job.Upstream).ShouldBe(["toapis", "legacy"]);
    }

    private async Task<SandboxServer> Start()
    {
        var server = new SandboxServer(Journal);
        await server.InitializeAsync();
        return server;
    }
}
