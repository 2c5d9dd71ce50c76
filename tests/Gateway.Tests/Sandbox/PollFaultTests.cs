using System.Text.Json;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class PollFaultTests(SandboxServer server)
{
    private static readonly string[] Upstreams = ["toapis", "legacy", "apimart"];

    [Theory]
    [InlineData("toapis", "fail", "status", "'failed'", "error.code", "'generation_failed'")]
    [InlineData("toapis", "fail_policy", "status", "'failed'", "error.code", "'content_policy_violation'")]
    [InlineData("toapis", "cancelled", "status", "'failed'", "error.code", "'cancelled'")]
    [InlineData("toapis", "fail+shape_int_code", "status", "'failed'", "error.code", "500")]
    [InlineData("legacy", "fail", "status", "'failed'", "error.code", "'generation_failed'")]
    [InlineData("legacy", "fail_policy", "status", "'failed'", "error.code", "'content_policy_violation'")]
    [InlineData("legacy", "cancelled", "status", "'cancelled'", "error.code", "'cancelled'")]
    [InlineData("apimart", "fail", "data.status", "'failed'", "data.error.code", "500")]
    [InlineData("apimart", "fail_policy", "data.status", "'failed'", "data.error.type", "'content_policy_violation'")]
    [InlineData("apimart", "cancelled", "data.status", "'cancelled'", "data.error.type", "'cancelled'")]
    public async Task A_job_can_end_without_a_video(
        string upstream, string fault, string statusPath, string status, string codePath, string code)
    {
        var id = await server.Start(upstream, fault);
        server.LetItEnd();

        var answer = await server.Poll(upstream, id);

        answer.Status.ShouldBe(200);
        (answer.At(statusPath), answer.At(codePath)).ShouldBe((status, code));
        answer.Text.ShouldNotContain(".mp4");
    }

    [Fact]
    public async Task A_job_can_run_for_ever()
    {
        foreach (var upstream in Upstreams)
        {
            var id = await server.Start(upstream, "never_ends");
            server.Advance(100_000);

            var answer = await server.Poll(upstream, id);

            (answer.At("progress") ?? answer.At("data.progress")).ShouldBe("99");
        }
    }

    [Fact]
    public async Task A_job_can_complete_without_a_url()
    {
        foreach (var upstream in Upstreams)
        {
            var id = await server.Start(upstream, "no_url");
            server.LetItEnd();

            var answer = await server.Poll(upstream, id);

            (answer.At("status") ?? answer.At("data.status")).ShouldBe("'completed'");
            answer.Text.ShouldNotContain("http");
        }
    }

    [Fact]
    public async Task A_job_can_run_under_an_unknown_word_and_still_complete()
    {
        foreach (var upstream in Upstreams)
        {
            var id = await server.Start(upstream, "unknown_status");
            server.LetItRun();
            var running = await server.Poll(upstream, id);
            server.LetItEnd();
            var ended = await server.Poll(upstream, id);

            (running.At("status") ?? running.At("data.status")).ShouldBe("'moderating'");
            (ended.At("status") ?? ended.At("data.status")).ShouldBe("'completed'");
        }
    }

    [Fact]
    public async Task Progress_can_fall()
    {
        var id = await server.Start("toapis", "progress_falls");
        server.LetItRun();

        (await server.Poll("toapis", id)).At("progress").ShouldBe("80");
        (await server.Poll("toapis", id)).At("progress").ShouldBe("30");
    }

    [Theory]
    [InlineData("poll_401", 401, 401, 401)]
    [InlineData("poll_404", 404, 400, 400)]
    [InlineData("poll_429", 429, 429, 429)]
    [InlineData("poll_500", 500, 500, 500)]
    [InlineData("poll_503", 503, 503, 503)]
    public async Task The_first_polls_can_fail(string fault, params int[] statuses)
    {
        foreach (var (upstream, status) in Upstreams.Zip(statuses))
        {
            var id = await server.Start(upstream, fault + ":2");

            for (var poll = 0; poll < 2; poll++)
            {
                var answer = await server.Poll(upstream, id);
                answer.Status.ShouldBe(status);
                answer.RetryAfter.HasValue.ShouldBe(status == 429);
            }

            (await server.Poll(upstream, id)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task Several_poll_faults_come_one_after_the_other()
    {
        var id = await server.Start("toapis", "poll_500:2+poll_404+poll_malformed+poll_reset");

        (await server.Poll("toapis", id)).Status.ShouldBe(500);
        (await server.Poll("toapis", id)).Status.ShouldBe(500);
        (await server.Poll("toapis", id)).Status.ShouldBe(404);
        var malformed = await server.Poll("toapis", id);
        Should.Throw<JsonException>(() => malformed.Json);
        await Should.ThrowAsync<HttpRequestException>(() => server.Poll("toapis", id));
        (await server.Poll("toapis", id)).At("status").ShouldBe("'queued'");
    }

    [Fact]
    public async Task Only_the_first_poll_is_slow()
    {
        var id = await server.Start("apimart", "poll_slow:0.3");

        var slow = server.Poll("apimart", id);
        while (server.State.Jobs[^1].PollCount == 0)
        {
            await Task.Yield();
        }

        (await server.Poll("apimart", id)).Status.ShouldBe(200);
        slow.IsCompleted.ShouldBeFalse();
        (await slow).Status.ShouldBe(200);
    }
}
