using System.Text;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class ControlTests(SandboxServer server)
{
    [Fact]
    public async Task Faults_can_be_queued_from_outside()
    {
        (await Script("{\"upstream\":\"toapis\",\"faults\":[\"rate_limited:7\",\"fail+poll_500\"]}")).Status.ShouldBe(204);

        (await server.Create("toapis", SandboxServer.Good("toapis"))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        (await server.Create("toapis", SandboxServer.Good("toapis"))).Status.ShouldBe(200);
        server.State.Jobs[^1].Faults.ShouldBe("fail+poll_500:1");
    }

    [Theory]
    [InlineData("explode", "{\"upstream\":\"apimart\",\"faults\":[\"fail\",\"explode\"]}")]
    [InlineData("upstream", "{\"upstream\":\"other\",\"faults\":[]}")]
    [InlineData("faults", "{\"upstream\":\"apimart\"}")]
    [InlineData("faults", "{\"upstream\":\"apimart\",\"faults\":[7]}")]
    [InlineData("JSON", "nonsense")]
    public async Task What_cannot_be_queued_is_refused_and_nothing_is_queued(string named, string body)
    {
        var answer = await Script(body);

        answer.Status.ShouldBe(400);
        answer.At("error")!.ShouldContain(named);
        (await server.Create("apimart", SandboxServer.Good("apimart"))).Status.ShouldBe(200);
        server.State.Jobs[^1].Faults.ShouldBe("");
    }

    [Fact]
    public async Task The_jobs_can_be_listed_from_outside()
    {
        const string Body = "{\"model\":\"viduq3-pro\", \"prompt\":\"é\",\"client_business_id\":\"control-1\"}";
        await server.Create("toapis", Body, SandboxServer.OtherKey, idempotencyKey: "i-1");

        var list = await server.Send(HttpMethod.Get, "control/jobs", SandboxServer.Key);

        var job = list.Json.EnumerateArray().Last();
        job.GetProperty("upstream").GetString().ShouldBe("toapis");
        job.GetProperty("id").GetString().ShouldBe(server.State.Jobs[^1].Id);
        job.GetProperty("key").GetString().ShouldBe(SandboxServer.OtherKey);
        job.GetProperty("client_business_id").GetString().ShouldBe("control-1");
        job.GetProperty("idempotency_key").GetString().ShouldBe("i-1");
        job.GetProperty("body").GetString().ShouldBe(Body);
        job.GetProperty("poll_count").GetInt32().ShouldBe(0);
        (await server.Send(HttpMethod.Get, "control/requests", SandboxServer.OtherKey)).Json
            .GetProperty("toapis").GetProperty("creates").GetInt32().ShouldBe(server.State.Requests["toapis"].Creates);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("key-of-a-stranger")]
    public async Task Nothing_is_told_or_done_without_a_key_of_the_sandbox(string? key)
    {
        await server.Create("toapis", SandboxServer.Good("toapis", "a secret prompt"));
        var faults = new StringContent("{\"upstream\":\"legacy\",\"faults\":[\"fail\"]}", Encoding.UTF8, "application/json");
        foreach (var answer in new[]
        {
            await server.Send(HttpMethod.Get, "control/jobs", key),
            await server.Send(HttpMethod.Get, "control/requests", key),
            await server.Send(HttpMethod.Post, "control/faults", key, faults),
        })
        {
            answer.Status.ShouldBe(401);
            answer.Text.ShouldNotContain("a secret prompt");
        }

        await server.Create("legacy", SandboxServer.Good("legacy"));
        server.State.Jobs[^1].Faults.ShouldBe("");
    }

    private Task<SandboxAnswer> Script(string body) =>
        server.Send(HttpMethod.Post, "control/faults", SandboxServer.Key, new StringContent(body, Encoding.UTF8, "application/json"));
}
