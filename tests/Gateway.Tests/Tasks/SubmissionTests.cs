using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>For every fault of an upstream at create: what the client sees, how many jobs there really are, and what the ledger says.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, settings:
            [("Upstreams:toapis:SubmitTimeout", "00:00:01"), ("Clients:0:Budget:Amount", "1000")]);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
    }

    [Theory]
    // There is no job and another route would not help: the client is told, and nothing is spent.
    [InlineData("reject", 502, "upstream_rejected", 0, 0, false)]
    [InlineData("not_found", 502, "upstream_rejected", 0, 0, false)]
    [InlineData("too_large", 502, "upstream_rejected", 0, 0, false)]
    [InlineData("content_policy", 422, "content_policy_violation", 0, 0, false)]
    // There is certainly no job: the next route takes it.
    [InlineData("unauthorized", 200, "queued", 0, 1, true)]
    [InlineData("forbidden", 200, "queued", 0, 1, true)]
    [InlineData("payment_required", 200, "queued", 0, 1, true)]
    [InlineData("rate_limited:7", 200, "queued", 0, 1, true)]
    [InlineData("unavailable", 200, "queued", 0, 1, true)]
    // There may be a job: it is never sent again, the task waits, and its price stays reserved.
    [InlineData("server_error", 200, "queued", 0, 0, true)]
    [InlineData("bad_gateway", 200, "queued", 0, 0, true)]
    [InlineData("gateway_timeout", 200, "queued", 0, 0, true)]
    [InlineData("request_timeout", 200, "queued", 0, 0, true)]
    [InlineData("reset_before", 200, "queued", 0, 0, true)]
    [InlineData("reset_after", 200, "queued", 1, 0, true)]
    [InlineData("malformed", 200, "queued", 1, 0, true)]
    [InlineData("no_id", 200, "queued", 1, 0, true)]
    [InlineData("empty_body", 200, "queued", 1, 0, true)]
    [InlineData("slow:3", 200, "queued", 1, 0, true)]
    // And nothing is wrong at all.
    [InlineData("none", 200, "queued", 1, 0, true)]
    public async Task A_fault_at_create_makes_at_most_one_job(string fault, int status, string word, int toapisJobs, int apimartJobs, bool reserved)
    {
        upstreams.State.Script("toapis", $"{fault}+never_ends");
        using var response = await gateway.Create(SeedExamples.WithFault("never_ends"));
        var answer = await response.Json();
        ((int)response.StatusCode).ShouldBe(status, answer.ToString());
        (status == 200 ? answer.Text("status") : answer.Text("error", "code")).ShouldBe(word);
        Jobs("toapis").ShouldBe(toapisJobs);
        Jobs("apimart").ShouldBe(apimartJobs);
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);

        // 5 s of 720p by viduq3-pro: 7.5 credits.
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        (usage.Text("budget", "reserved"), usage.Text("budget", "charged")).ShouldBe((reserved ? "7.5" : "0", "0"));
    }

    [Fact]
    public async Task When_every_route_is_out_the_client_may_try_again_with_the_same_key()
    {
        foreach (var upstream in (string[])["toapis", "apimart", "legacy"])
        {
            upstreams.State.Script(upstream, "rate_limited:1");
        }

        var body = """{"model":"viduq3-pro","prompt":"A cat"}""";
        using var refused = await gateway.Create(body, ("Idempotency-Key", "again"));
        ((int)refused.StatusCode, (await refused.Json()).Text("error", "code")).ShouldBe((503, "upstream_unavailable"));
        refused.Headers.RetryAfter.ShouldNotBeNull();
        upstreams.State.Jobs.ShouldBeEmpty();

        await Task.Delay(1100);
        using var taken = await gateway.Create(body, ("Idempotency-Key", "again"));
        ((int)taken.StatusCode).ShouldBe(200);
        taken.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_upstream_that_nobody_listens_at_costs_no_job_and_no_task()
    {
        await using var alone = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:toapis:BaseUrl", "http://127.0.0.1:1")]);
        var id = await alone.Created(SeedExamples.Text);
        (await alone.Finish(id)).Text("status").ShouldBe("completed");
        upstreams.State.Jobs.Single().Upstream.ShouldBe("apimart");
    }

    [Fact]
    public async Task A_rejection_tells_the_upstreams_reason_but_neither_its_host_nor_a_key()
    {
        upstreams.State.Script("toapis", "reject");
        using var response = await gateway.Create(SeedExamples.Text);
        var text = (await response.Json()).ToString();
        text.ShouldNotContain("127.0.0.1");
        text.ShouldNotContain(SandboxHost.Keys[0]);
    }

    [Theory]
    [InlineData("legacy", "reset_after", 1)]
    [InlineData("apimart", "reset_after", 1)]
    [InlineData("toapis", "reset_before", 0)]
    public async Task An_unknown_outcome_fails_in_the_end_and_is_never_sent_again(string upstream, string fault, int jobs)
    {
        await using var impatient = await GatewayHost.Start(upstreams.Url, settings: [("Submission:UnknownAfter", "00:00:00.300")]);
        upstreams.State.Script(upstream, fault);
        var id = await impatient.Created(SeedExamples.Text, ("X-Gateway-Upstream", upstream));
        var task = await impatient.Finish(id);
        task.Text("error", "code").ShouldBe("upstream_outcome_unknown");
        task.At("completed_at").ValueKind.ShouldBe(JsonValueKind.Number);
        upstreams.State.Requests[upstream].Creates.ShouldBe(1);
        upstreams.State.Jobs.Count.ShouldBe(jobs);
    }

    [Theory]
    [InlineData("reset_after")]
    [InlineData("malformed")]
    [InlineData("no_id")]
    [InlineData("slow:3")]
    public async Task A_job_whose_create_answer_was_lost_is_found_again_where_the_upstream_can_be_asked(string fault)
    {
        upstreams.State.Script("toapis", fault);
        var id = await gateway.Created(SeedExamples.Text);
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
        Jobs("toapis").ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_job_whose_create_answer_was_lost_is_found_again_at_an_upstream_that_is_disabled_by_then(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        string id;
        await using (var before = await GatewayHost.Start(upstreams.Url, database, [("Polling:InitialDelay", "00:00:02")]))
        {
            upstreams.State.Script("toapis", "reset_after");
            id = await before.Created(SeedExamples.Text);
        }

        await using var after = await GatewayHost.Start(upstreams.Url, database, [("Upstreams:toapis:Enabled", "false")]);
        (await after.Finish(id)).Text("status").ShouldBe("completed");
        Jobs("toapis").ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_submission_is_resent_under_its_own_key_only_where_the_operator_vouches_for_that()
    {
        await using var trusting = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:apimart:IdempotentResend", "true")]);
        upstreams.State.Script("apimart", "reset_after");
        var id = await trusting.Created(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        (await trusting.Finish(id)).Text("status").ShouldBe("completed");
        upstreams.State.Requests["apimart"].Creates.ShouldBe(2);
        Jobs("apimart").ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_goes_away_does_not_lose_the_job()
    {
        upstreams.State.Script("toapis", "slow:0.8");
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/videos/generations")
        {
            Content = new StringContent(SeedExamples.Text, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "left");
        var call = gateway.Client.SendAsync(request, gone.Token);
        while (Jobs("toapis") == 0)
        {
            await Task.Delay(10);
        }

        await gone.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(call);
        using var response = await gateway.Create(SeedExamples.Text, ("Idempotency-Key", "left"));
        response.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await gateway.Finish((await response.Json()).Text("id"))).Text("status").ShouldBe("completed");
        Jobs("toapis").ShouldBe(1);
    }

    private int Jobs(string upstream) => upstreams.State.Jobs.Count(job => job.Upstream == upstream);
}
