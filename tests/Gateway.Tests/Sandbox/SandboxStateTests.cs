namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class SandboxStateTests(SandboxServer server)
{
    [Fact]
    public async Task Creates_at_the_same_time_are_all_kept_under_different_ids()
    {
        var before = server.State.Jobs.Count;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => server.Create("toapis", SandboxServer.Good("toapis"))));

        var made = server.State.Jobs.Skip(before).ToList();
        made.Count.ShouldBe(64);
        made.Select(job => job.Id).Distinct().Count().ShouldBe(64);
    }

    [Fact]
    public async Task One_idempotency_key_makes_one_job_however_many_ask_at_once()
    {
        var before = server.State.Jobs.Count;

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            server.Create("apimart", SandboxServer.Good("apimart"), idempotencyKey: "at-once")));

        server.State.Jobs.Count.ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("other", "fail")]
    [InlineData("toapis", "explode")]
    [InlineData("legacy", "shape_pending")]
    public void What_is_not_known_cannot_be_scripted(string upstream, string fault) =>
        Should.Throw<ArgumentException>(() => server.State.Script(upstream, fault));
}
