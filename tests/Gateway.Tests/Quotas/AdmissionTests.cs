using System.Globalization;
using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Quotas;

/// <summary>Limits hold however many ask at once.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    // 8 s of 720p by viduq3-pro: 12 credits.
    private static readonly string Body = SeedExamples.WithFault("never_ends", duration: 8);
    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Theory]
    [EachEngine("Clients:0:Budget:Amount", "125", 402, "insufficient_quota")]
    [EachEngine("Clients:0:MaxConcurrentTasks", "10", 429, "concurrency_limit_exceeded")]
    [EachEngine("Clients:0:RequestsPerMinute", "10", 429, "rate_limit_exceeded")]
    public async Task Of_64_parallel_clients_exactly_10_are_accepted(string engine, string setting, string value, int status, string code)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [(setting, value)], engine: engine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using var response = await gateway.Create(Body);
            return (Status: (int)response.StatusCode, Answer: await response.Json(), RetryAfter: response.Headers.RetryAfter);
        }));
        answers.Count(answer => answer.Status == 200).ShouldBe(10);
        upstreams.State.Jobs.Count.ShouldBe(10);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
        {
            (refused.Status, refused.Answer.Text("error", "code")).ShouldBe((status, code));
            refused.Answer.At("error", "details", 0, "allowed", "limit").GetDecimal().ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
            (refused.RetryAfter is null).ShouldBe(status != 429);
        }
    }

    [Theory, EachEngine]
    public async Task A_budget_says_what_is_left_and_when_it_starts_anew(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings:
            [("Clients:0:Budget:Amount", "20"), ("Clients:0:Budget:Period", "day")], engine: engine);
        await gateway.Created(Body);
        using var refused = await gateway.Create(Body);
        var error = (await refused.Json()).At("error");
        error.Text("message").ShouldContain("8 of 20 credits left today; this request needs 12");
        error.At("details", 0, "allowed", "remaining").GetDecimal().ShouldBe(8);
        error.At("details", 0, "allowed", "resets_at").GetInt64().ShouldBeGreaterThan(1_700_000_000);

        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        usage.Text("budget").ShouldStartWith("""{"limit":20,"charged":0,"reserved":12,"remaining":8,"period":"day","resets_at":""");
    }

    [Theory]
    [EachEngine("", "completed", "12", "0")]
    [EachEngine(" [sandbox:fail]", "failed", "0", "0")]
    public async Task What_is_reserved_is_charged_on_success_and_refunded_on_failure(string engine, string directive, string end, string charged, string reserved)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Clients:0:Budget:Amount", "100")], engine: engine);
        var id = await gateway.Created($$"""{"model":"viduq3-pro","prompt":"A cat{{directive}}","duration":8}""");
        (await gateway.Finish(id)).Text("status").ShouldBe(end);
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        (usage.Text("budget", "charged"), usage.Text("budget", "reserved")).ShouldBe((charged, reserved));
    }

    [Theory]
    [EachEngine("reject")]
    [EachEngine("content_policy")]
    [EachEngine("unavailable")]
    public async Task What_made_no_job_costs_nothing(string engine, string fault)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Clients:0:Budget:Amount", "100"), ("Clients:0:MaxConcurrentTasks", "1")], engine: engine);
        upstreams.State.Script("toapis", fault);
        (await gateway.Create(Body, ("X-Gateway-Upstream", "toapis"))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        usage.Text("budget", "remaining").ShouldBe("100");
        usage.Text("concurrent_tasks", "used").ShouldBe("0");
    }

    [Theory, EachEngine]
    public async Task A_submission_of_unknown_outcome_keeps_its_money_reserved(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings:
            [("Clients:0:Budget:Amount", "100"), ("Submission:UnknownAfter", "00:00:00.200")], engine: engine);
        upstreams.State.Script("legacy", "reset_after");
        var id = await gateway.Created("""{"model":"viduq3-pro","prompt":"A cat","duration":8}""", ("X-Gateway-Upstream", "legacy"));
        (await gateway.Finish(id)).Text("error", "code").ShouldBe("upstream_outcome_unknown");
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        (usage.Text("budget", "charged"), usage.Text("budget", "reserved")).ShouldBe(("0", "12"));
    }

    [Theory, EachEngine]
    public async Task A_limited_call_says_how_much_is_left(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Clients:0:RequestsPerMinute", "2")], engine: engine);
        using var first = await gateway.Create(Body);
        using var second = await gateway.Create(Body);
        using var third = await gateway.Create(Body);
        Remaining(first).ShouldBe(("2", "1"));
        Remaining(second).ShouldBe(("2", "0"));
        Remaining(third).ShouldBe(("2", "0"));
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(25, 30);
        // Until all are there again, as in the answers before.
        int.Parse(third.Headers.GetValues("X-RateLimit-Reset").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(55, 60);
    }

    [Theory, EachEngine]
    public async Task A_replay_uses_up_no_limit(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Clients:0:RequestsPerMinute", "1"), ("Clients:0:Budget:Amount", "12")], engine: engine);
        for (var i = 0; i < 3; i++)
        {
            await gateway.Created(Body, ("Idempotency-Key", "k"));
        }

        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task Without_limits_usage_says_so(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        usage.ToString().ShouldBe(
            """{"key":{"id":"config:film","name":"film"},"team":"film","requests_per_minute":null,"concurrent_tasks":null,"budget":null,"team_requests_per_minute":null,"team_concurrent_tasks":null,"team_budget":null}""");
    }

    private static (string Limit, string Remaining) Remaining(HttpResponseMessage response) =>
        (response.Headers.GetValues("X-RateLimit-Limit").Single(), response.Headers.GetValues("X-RateLimit-Remaining").Single());
}
