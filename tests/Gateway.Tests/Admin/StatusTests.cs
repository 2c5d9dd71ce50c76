using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>How things stand, at one look.</summary>
public sealed class StatusTests : OperatorTests
{
    [Theory, EachEngine]
    public async Task It_counts_unfinished_tasks_and_names_the_processes(string engine)
    {
        await On(engine);
        var done = await Gateway.Created(SeedExamples.Text);
        await Gateway.Finish(done);
        var running = await Gateway.Created(SeedExamples.WithFault("never_ends"));
        Upstreams.State.Script("legacy", "server_error");
        await Gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        var status = await Admin.Get("/status");
        status.At("tasks").ToString().ShouldBe("""{"queued":0,"submitting":0,"polling":1,"unknown":1}""");
        status.Text("oldest", "polling").ShouldBe((await Gateway.Get(running)).Text("created_at"));
        status.Text("oldest", "queued").ShouldBeEmpty();
        (status.Text("queue_length"), status.Text("unresolved")).ShouldBe(("0", "1"));
        status.Text("version").ShouldNotBeEmpty();
        var replica = status.At("replicas").EnumerateArray().Single();
        replica.Text("id").ShouldNotBeEmpty();
        replica.At("last_seen_at").GetInt64().ShouldBeGreaterThanOrEqualTo(replica.At("started_at").GetInt64());
    }
}
