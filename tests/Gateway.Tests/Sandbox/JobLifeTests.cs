using System.Text.RegularExpressions;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class JobLifeTests(SandboxServer server)
{
    [Theory]
    [InlineData("toapis", "status", "progress", "queued", "in_progress", "result.data.0.url")]
    [InlineData("legacy", "status", "progress", "queued", "in_progress", "result.outputs.0")]
    [InlineData("apimart", "data.status", "data.progress", "pending", "processing", "data.result.videos.0.url.0")]
    public async Task A_job_is_queued_runs_with_growing_progress_and_completes(
        string upstream, string status, string progress, string queued, string running, string url)
    {
        var id = await server.Start(upstream);

        var answer = await server.Poll(upstream, id);
        (answer.At(status), answer.At(progress)).ShouldBe(($"'{queued}'", "0"));

        server.Advance(10);
        answer = await server.Poll(upstream, id);
        (answer.At(status), answer.At(progress)).ShouldBe(($"'{running}'", "1"));

        server.Advance(45);
        (await server.Poll(upstream, id)).At(progress).ShouldBe("45");
        server.Advance(54);
        answer = await server.Poll(upstream, id);
        (answer.At(status), answer.At(progress), answer.At(url)).ShouldBe(($"'{running}'", "99", null));

        server.Advance(1);
        answer = await server.Poll(upstream, id);
        (answer.At(status), answer.At(progress)).ShouldBe(("'completed'", "100"));
        answer.At(url)!.ShouldEndWith($"/sandbox/media/{id}.mp4'");
        server.State.Jobs[^1].PollCount.ShouldBe(5);
    }

    [Fact]
    public async Task Toapis_answers_in_the_documented_shape()
    {
        var created = await server.Create("toapis", "{'model':'viduq3-pro','prompt':'a','client_business_id':'shape-1'}");
        var id = server.State.Jobs[^1].Id;
        var now = server.State.Jobs[^1].CreatedAt.ToUnixTimeSeconds();

        Regex.IsMatch(id, "^video_[0-9A-HJKMNP-TV-Z]{26}$").ShouldBeTrue(id);
        created.Text.ShouldBe($$$"""{"id":"{{{id}}}","object":"generation.task","model":"viduq3-pro","status":"queued","progress":0,"created_at":{{{now}}},"metadata":{}}""");
        server.LetItEnd();
        var done = await server.Poll("toapis", "shape-1");
        done.At("id").ShouldBe($"'{id}'");
        done.At("completed_at").ShouldBe($"{now + 110}");
        done.At("expires_at").ShouldBe($"{now + 110 + 86400}");
        done.At("result.type").ShouldBe("'video'");
        done.At("result.data.0.format").ShouldBe("'mp4'");
    }

    [Fact]
    public async Task Veo_gives_the_ratio_back_in_its_metadata()
    {
        var created = await server.Create("toapis", "{'model':'veo3.1-fast','prompt':'a','aspect_ratio':'9:16'}");

        created.At("metadata.aspect_ratio").ShouldBe("'9:16'");
    }

    [Fact]
    public async Task Legacy_answers_in_the_documented_shape()
    {
        var created = await server.Create("legacy", SandboxServer.Good("legacy"));
        var job = server.State.Jobs[^1];

        created.Text.ShouldBe($$"""{"id":"{{job.Id}}","task_id":"{{job.Id}}","object":"video.generation.job","model":"viduq3p-720p","status":"queued","progress":0,"created_at":{{job.CreatedAt.ToUnixTimeSeconds()}}}""");
        job.Id.ShouldStartWith("task_");
    }

    [Fact]
    public async Task Apimart_answers_in_the_documented_shape()
    {
        var created = await server.Create("apimart", SandboxServer.Good("apimart"));
        var job = server.State.Jobs[^1];

        created.Text.ShouldBe($$"""{"code":200,"data":[{"status":"submitted","task_id":"{{job.Id}}"}]}""");
        server.LetItEnd();
        (await server.Poll("apimart", job.Id)).At("data.result.videos.0.expires_at")
            .ShouldBe($"{job.CreatedAt.ToUnixTimeSeconds() + 110 + 86400}");
    }

    [Theory]
    [InlineData("toapis", 404, "error.code", "'task_not_found'")]
    [InlineData("legacy", 400, "code", "'task_not_exist'")]
    [InlineData("apimart", 400, "error.message", "'invalid task id'")]
    public async Task A_job_is_only_seen_by_the_key_that_made_it(string upstream, int status, string path, string value)
    {
        var id = await server.Start(upstream);

        foreach (var (seenId, key) in new[] { (id, SandboxServer.OtherKey), ("video_none", SandboxServer.Key) })
        {
            var answer = await server.Poll(upstream, seenId, key);
            (answer.Status, answer.At(path)).ShouldBe((status, value));
        }

        (await server.Poll(upstream, id)).Status.ShouldBe(200);
        var job = server.State.Jobs[^1];
        (job.Key, job.PollCount).ShouldBe((SandboxServer.Key, 1));
    }

    [Fact]
    public async Task A_business_id_is_only_found_by_its_own_key()
    {
        await server.Create("toapis", "{'model':'viduq3-pro','prompt':'a','client_business_id':'mine'}");

        (await server.Poll("toapis", "mine")).Status.ShouldBe(200);
        (await server.Poll("toapis", "mine", SandboxServer.OtherKey)).Status.ShouldBe(404);
    }
}
