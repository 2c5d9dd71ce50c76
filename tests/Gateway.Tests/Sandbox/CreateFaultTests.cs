using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class CreateFaultTests(SandboxServer server)
{
    private static readonly string[] Upstreams = ["toapis", "legacy", "apimart"];

    [Theory]
    [InlineData("reject", 400)]
    [InlineData("unauthorized", 401)]
    [InlineData("payment_required", 402)]
    [InlineData("forbidden", 403)]
    [InlineData("not_found", 404)]
    [InlineData("request_timeout", 408)]
    [InlineData("too_large", 413)]
    [InlineData("content_policy", 422)]
    [InlineData("rate_limited", 429)]
    [InlineData("server_error", 500)]
    [InlineData("bad_gateway", 502)]
    [InlineData("unavailable", 503)]
    [InlineData("gateway_timeout", 504)]
    public async Task A_refusal_has_its_status_and_makes_no_job(string fault, int status)
    {
        foreach (var upstream in Upstreams)
        {
            var jobs = server.State.Jobs.Count;
            server.State.Script(upstream, fault);

            var answer = await server.Create(upstream, SandboxServer.Good(upstream));

            answer.Status.ShouldBe(status);
            (answer.At("error.message") ?? answer.At("message")).ShouldNotBeNull();
            server.State.Jobs.Count.ShouldBe(jobs);
        }
    }

    [Theory]
    [InlineData("content_policy", "'content_policy_violation'")]
    [InlineData("payment_required", "'insufficient_quota'")]
    [InlineData("rate_limited", "'rate_limit_exceeded'")]
    [InlineData("server_error", "'internal_error'")]
    [InlineData("unavailable", "'rate_limit_unavailable'")]
    [InlineData("content_policy+shape_int_code", "422")]
    public async Task Toapis_names_its_errors_as_documented(string fault, string code)
    {
        server.State.Script("toapis", fault);

        (await server.Create("toapis", SandboxServer.Good("toapis"))).At("error.code").ShouldBe(code);
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_come_back()
    {
        server.State.Script("toapis", "rate_limited:7");

        (await server.Create("toapis", SandboxServer.Good("toapis"))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("toapis", "error_in_200", "success", "false")]
    [InlineData("legacy", "error_in_200", "code", "'fail_to_fetch_task'")]
    [InlineData("apimart", "error_in_200", "code", "400")]
    [InlineData("apimart", "error_in_200:402", "code", "402")]
    public async Task An_error_may_come_under_200(string upstream, string fault, string path, string value)
    {
        var jobs = server.State.Jobs.Count;
        server.State.Script(upstream, fault);

        var answer = await server.Create(upstream, SandboxServer.Good(upstream));

        (answer.Status, answer.At(path)).ShouldBe((200, value));
        server.State.Jobs.Count.ShouldBe(jobs);
    }

    [Fact]
    public async Task Apimart_may_call_a_bad_request_its_own_fault()
    {
        server.State.Script("apimart", "build_request_failed");

        var answer = await server.Create("apimart", SandboxServer.Good("apimart"));

        answer.Status.ShouldBe(500);
        answer.At("error.message")!.ShouldStartWith("'build_request_failed");
    }

    [Theory]
    [InlineData("reset_before", 0)]
    [InlineData("reset_after", 1)]
    public async Task A_reset_gives_no_answer(string fault, int made)
    {
        foreach (var upstream in Upstreams)
        {
            var jobs = server.State.Jobs.Count;
            server.State.Script(upstream, fault);

            await Should.ThrowAsync<HttpRequestException>(() => server.Create(upstream, SandboxServer.Good(upstream)));

            server.State.Jobs.Count.ShouldBe(jobs + made);
        }
    }

    [Fact]
    public async Task A_job_whose_answer_was_lost_can_be_found_by_its_business_id()
    {
        server.State.Script("toapis", "reset_after");
        await Should.ThrowAsync<HttpRequestException>(() =>
            server.Create("toapis", "{'model':'viduq3-pro','prompt':'a','client_business_id':'lost-1'}"));

        (await server.Poll("toapis", "lost-1")).At("id").ShouldBe($"'{server.State.Jobs[^1].Id}'");
    }

    [Fact]
    public async Task A_slow_create_makes_the_job_at_once()
    {
        var jobs = server.State.Jobs.Count;
        server.State.Script("toapis", "slow:0.2");
        var watch = Stopwatch.StartNew();

        var answer = server.Create("toapis", SandboxServer.Good("toapis"));
        while (server.State.Jobs.Count == jobs)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        answer.IsCompleted.ShouldBeFalse();
        (await answer).At("id").ShouldBe($"'{server.State.Jobs[^1].Id}'");
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task A_malformed_answer_is_cut_off_json()
    {
        foreach (var upstream in Upstreams)
        {
            var jobs = server.State.Jobs.Count;
            server.State.Script(upstream, "malformed");

            var answer = await server.Create(upstream, SandboxServer.Good(upstream));

            answer.Status.ShouldBe(200);
            answer.Text.ShouldStartWith("{");
            Should.Throw<JsonException>(() => answer.Json);
            server.State.Jobs.Count.ShouldBe(jobs + 1);
        }
    }

    [Fact]
    public async Task An_answer_may_lack_every_id_or_be_empty()
    {
        foreach (var upstream in Upstreams)
        {
            var jobs = server.State.Jobs.Count;
            server.State.Script(upstream, "no_id", "empty_body");

            var withoutId = await server.Create(upstream, SandboxServer.Good(upstream));
            var empty = await server.Create(upstream, SandboxServer.Good(upstream));

            withoutId.Json.ValueKind.ShouldBe(JsonValueKind.Object);
            withoutId.Text.ShouldNotContain("id\"");
            withoutId.Text.ShouldNotContain(server.State.Jobs[^2].Id);
            (empty.Status, empty.Text).ShouldBe((200, ""));
            server.State.Jobs.Count.ShouldBe(jobs + 2);
        }
    }

    [Fact]
    public async Task Each_scripted_fault_is_for_one_create_in_order()
    {
        server.State.Script("legacy", "server_error", "none", "rate_limited:2");
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await server.Create("legacy", SandboxServer.Good("legacy"))).Status);
        }

        statuses.ShouldBe([500, 200, 429, 200]);
    }

    [Fact]
    public async Task A_request_that_is_refused_by_the_rules_uses_no_scripted_fault_up()
    {
        server.State.Script("toapis", "unavailable");

        (await server.Create("toapis", "{'model':'viduq3-pro'}")).Status.ShouldBe(400);
        (await server.Create("toapis", SandboxServer.Good("toapis"))).Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_prompt_can_ask_for_faults()
    {
        (await server.Create("toapis", SandboxServer.Good("toapis", "a [sandbox:rate_limited:3] cat"))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));

        await server.Create("toapis", SandboxServer.Good("toapis", "[sandbox:fail+poll_500:2]"));
        server.State.Jobs[^1].Faults.ShouldBe("fail+poll_500:2");
    }

    [Theory]
    [InlineData("[sandbox:explode]")]
    [InlineData("[sandbox:fail+explode]")]
    [InlineData("[sandbox:]")]
    [InlineData("[sandbox:fail:1]")]
    [InlineData("[sandbox:slow:soon]")]
    [InlineData("[sandbox:shape_wrapped]")]
    public async Task A_prompt_that_asks_for_an_unknown_fault_is_refused(string prompt)
    {
        var answer = await server.Create("toapis", SandboxServer.Good("toapis", prompt));

        answer.Status.ShouldBe(400);
        (answer.At("error.message")!.Contains("known: none, reject") || answer.At("error.message")!.Contains("takes")).ShouldBeTrue();
    }
}
