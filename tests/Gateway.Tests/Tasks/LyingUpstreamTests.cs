using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>Only an answer that speaks of the job ends it; a refusal and another's job do not.</summary>
public sealed class LyingUpstreamTests
{
    private const string Foreign = "https://cdn.example/foreign.mp4";

    public static TheoryData<string> Names => ["toapis", "legacy", "apimart"];

    [Theory]
    [InlineData("apimart", """{"code":503,"status":"error","message":"service temporarily unavailable"}""")]
    [InlineData("apimart", """{"code":500,"data":{"id":"job-1","status":"failed","error":{"message":"m"}}}""")]
    [InlineData("apimart", """{"error":{"code":500,"message":"m"},"data":{"id":"job-1","status":"failed"}}""")]
    [InlineData("apimart", """{"success":false,"data":{"status":"failed"}}""")]
    [InlineData("legacy", """{"code":"internal_error","status":"error"}""")]
    [InlineData("legacy", """{"status":"failed","error":{"code":"bad_response","message":"m"}}""")]
    [InlineData("legacy", """{"code":"fail_to_fetch_task","data":{"task_id":"job-1","status":"FAILURE"}}""")]
    [InlineData("legacy", """{"success":"false","status":"FAILURE","fail_reason":"m"}""")]
    [InlineData("toapis", """{"success":false,"status":"failed","code":500}""")]
    [InlineData("toapis", """{"status":"failed","error":{"code":"internal_error","message":"m"}}""")]
    [InlineData("toapis", """{"success":false,"id":"job-1","status":"failed","error":{"code":"internal_error"}}""")]
    [InlineData("toapis", """{"id":"job-1","status":"completed","error":{"code":500,"message":"m"},"result":{"data":[{"url":"https://cdn.example/foreign.mp4"}]}}""")]
    public async Task A_refusal_is_no_verdict_whatever_word_stands_beside_it(string name, string refusal)
    {
        using var upstream = new LyingUpstream(name, refusal, refusal, refusal);
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_about_another_job_changes_nothing_and_is_logged_once(string name)
    {
        using var upstream = new LyingUpstream(
            name, LyingUpstream.Completed(name, "job-2", Foreign), """{"data":{"id":"job-2","status":"failed"}}""", """{"id":"job-2","status":"cancelled"}""");
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
        gateway.Log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("another job", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_with_the_business_id_of_another_is_not_about_us_whatever_its_id(string name)
    {
        var answer = LyingUpstream.Completed(name, url: Foreign).Replace("\"status\"", "\"client_business_id\":\"video_other\",\"status\"", StringComparison.Ordinal);
        using var upstream = new LyingUpstream(name, answer, answer);
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task From_a_list_ours_is_taken(string name)
    {
        var list = $$"""
            {"code":200,"data":[
              {"id":"job-2","status":"completed","video_url":"{{Foreign}}","result":{"data":[{"url":"{{Foreign}}"}],"videos":[{"url":"{{Foreign}}"}]} },
              {"id":"job-1","status":"processing","progress":40}]}
            """;
        using var upstream = new LyingUpstream(name, list, list);
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
    }

    [Fact]
    public async Task Both_ids_that_a_create_answered_are_the_jobs()
    {
        using var upstream = new LyingUpstream("toapis", """{"id":"tsk_1","status":"in_progress","progress":40}""", LyingUpstream.Completed("toapis", "tsk_1"))
        {
            Created = """{"id":"tsk_1","task_id":"job-1","status":"queued"}""",
        };
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
        upstream.Polls.ShouldBe(2);
    }

    [Fact]
    public async Task At_reconciliation_a_job_with_the_business_id_of_another_task_is_not_found()
    {
        const string Other = """{"id":"job-2","client_business_id":"video_other","status":"in_progress"}""";
        const string Ours = """{"id":"job-1","client_business_id":"OUR-TASK","status":"in_progress"}""";
        using var upstream = new LyingUpstream("toapis", Other, $$"""{"data":[{{Other}},{{Other}}]}""", $$"""{"data":[{{Other}},{{Ours}}]}""") { Created = "<html>" };
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
        upstream.Requests.ShouldNotContain(line => line.Contains("job-2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"success":false,"message":"the model is closed for today"}""", 502, "upstream_rejected")]
    [InlineData("""{"success":false,"error":{"message":"prompt breaks content_policy_violation"}}""", 422, "content_policy_violation")]
    [InlineData("""{"success":false,"code":"invalid_request","message":"m"}""", 502, "upstream_rejected")]
    [InlineData("""{"success":false,"message":"Your balance is insufficient, please top up"}""", 503, "upstream_unavailable")]
    [InlineData("""{"success":false,"message":"Insufficient credits"}""", 503, "upstream_unavailable")]
    [InlineData("""{"success":false,"error":"余额不足"}""", 503, "upstream_unavailable")]
    public async Task A_create_that_says_no_in_a_success_is_decided_at_once(string answer, int status, string code)
    {
        using var upstream = new LyingUpstream("toapis") { Created = answer };
        await using var gateway = await upstream.Gateway();
        using var response = await gateway.Create(SeedExamples.Text, upstream.Pin);
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Json()).Text("error", "code").ShouldBe(code);
    }

    [Theory]
    [InlineData("toapis", "cancelled")]
    [InlineData("toapis", "canceled")]
    [InlineData("legacy", "canceled")]
    [InlineData("legacy", "CANCELLED")]
    [InlineData("apimart", "canceled")]
    public async Task A_cancelled_job_ends_as_cancelled_however_it_is_spelled(string name, string word)
    {
        using var upstream = new LyingUpstream(name, $$"""{"data":{"id":"job-1","status":"{{word}}"} }""");
        await using var gateway = await upstream.Gateway();
        (await gateway.Finish(await gateway.Created(SeedExamples.Text, upstream.Pin), seconds: 5)).Text("error", "code").ShouldBe("cancelled");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_of_a_firewall_at_poll_says_nothing_of_the_key(string name)
    {
        using var upstream = new LyingUpstream(name, "<html>Blocked</html>", "<html>Blocked</html>") { PolledStatus = 403 };
        await using var gateway = await upstream.Gateway();
        var id = await gateway.Created(SeedExamples.Text, upstream.Pin);
        await Eventually.True(() => upstream.Polls >= 2);
        await gateway.Created(SeedExamples.Text, upstream.Pin);
        upstream.PolledStatus = 200;
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
    }

    [Theory]
    [InlineData("https://user:password@cdn.example/v.mp4")]
    [InlineData("https://user@cdn.example/v.mp4")]
    [InlineData("https://cdn.example\\\\@evil.example/v.mp4")]
    public async Task A_link_with_a_user_is_no_result(string url)
    {
        using var upstream = new LyingUpstream("toapis", LyingUpstream.Completed("toapis", url: url));
        await using var gateway = await upstream.Gateway();
        await CompletesOurs(gateway, upstream);
    }

    private static async Task CompletesOurs(GatewayHost gateway, LyingUpstream upstream)
    {
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text, upstream.Pin));
        task.Text("status").ShouldBe("completed");
        task.Text("result", "data", 0, "url").ShouldBe(LyingUpstream.Url);
        upstream.Creates.ShouldBe(1);
    }
}
