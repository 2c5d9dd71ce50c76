using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>What an upstream may do while a job runs, and what becomes of the task.</summary>
public sealed class PollingTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory]
    [InlineData("toapis", "poll_500:3")]
    [InlineData("toapis", "poll_503:3")]
    [InlineData("toapis", "poll_404:2")]
    [InlineData("toapis", "poll_401:2")]
    [InlineData("toapis", "poll_malformed:3")]
    [InlineData("toapis", "poll_reset:3")]
    [InlineData("toapis", "poll_slow:1")]
    [InlineData("toapis", "progress_falls")]
    [InlineData("toapis", "unknown_status")]
    [InlineData("toapis", "shape_task_id")]
    [InlineData("toapis", "shape_object_video")]
    [InlineData("toapis", "shape_empty_status")]
    [InlineData("toapis", "shape_pending")]
    [InlineData("toapis", "shape_envelope")]
    [InlineData("toapis", "shape_result_url")]
    [InlineData("toapis", "shape_numbers_as_strings")]
    [InlineData("toapis", "shape_int_code")]
    [InlineData("legacy", "poll_500:2")]
    [InlineData("legacy", "poll_404:2")]
    [InlineData("legacy", "shape_wrapped")]
    [InlineData("legacy", "shape_openai")]
    [InlineData("legacy", "shape_url_in_fail_reason")]
    [InlineData("apimart", "poll_503:2")]
    [InlineData("apimart", "poll_404:2")]
    [InlineData("apimart", "shape_data_object")]
    [InlineData("apimart", "shape_url_string")]
    [InlineData("apimart", "shape_numbers_as_strings")]
    public async Task A_paid_job_survives_what_its_upstream_does(string upstream, string fault)
    {
        await Start(Engines.Sqlite);
        var id = await gateway.Created(SeedExamples.WithFault(fault), ("X-Gateway-Upstream", upstream));
        var progress = 0;
        while (true)
        {
            var task = await gateway.Get(id);
            task.At("progress").GetInt32().ShouldBeGreaterThanOrEqualTo(progress);
            progress = task.At("progress").GetInt32();
            task.Text("status").ShouldBeOneOf("queued", "in_progress", "completed");
            if (task.Text("status") == "completed")
            {
                task.Text("result", "data", 0, "url").ShouldStartWith("http");
                break;
            }

            await Task.Delay(20);
        }

        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("toapis", "fail", "generation_failed")]
    [InlineData("toapis", "fail+shape_int_code", "generation_failed")]
    [InlineData("toapis", "fail_policy", "content_policy_violation")]
    [InlineData("toapis", "no_url", "generation_failed")]
    [InlineData("legacy", "fail", "generation_failed")]
    [InlineData("legacy", "fail_policy", "content_policy_violation")]
    [InlineData("legacy", "fail+shape_wrapped", "generation_failed")]
    [InlineData("legacy", "fail+shape_openai", "generation_failed")]
    [InlineData("legacy", "fail+shape_error_in_result_url", "generation_failed")]
    [InlineData("legacy", "cancelled", "cancelled")]
    [InlineData("legacy", "no_url", "generation_failed")]
    [InlineData("apimart", "fail", "generation_failed")]
    [InlineData("apimart", "fail_policy", "content_policy_violation")]
    [InlineData("apimart", "cancelled", "cancelled")]
    [InlineData("apimart", "no_url", "generation_failed")]
    public async Task The_jobs_own_end_is_the_tasks_end(string upstream, string fault, string code)
    {
        await Start(Engines.Sqlite);
        var id = await gateway.Created(SeedExamples.WithFault(fault), ("X-Gateway-Upstream", upstream));
        var task = await gateway.Finish(id);
        task.Text("status").ShouldBe("failed");
        task.Text("error", "code").ShouldBe(code);
        task.Text("error", "message").ShouldNotBeEmpty();
        task.TryGetProperty("result", out _).ShouldBeFalse();
        task.At("completed_at").GetInt64().ShouldBePositive();
    }

    [Theory, EachEngine]
    public async Task A_job_that_never_ends_is_given_up_at_the_maximum_age(string engine)
    {
        await using var impatient = await GatewayHost.Start(upstreams.Url, settings: [("Polling:MaxAge", "00:00:01")], engine: engine);
        var task = await impatient.Finish(await impatient.Created(SeedExamples.WithFault("never_ends")));
        task.Text("error", "code").ShouldBe("timeout");
    }

    [Theory, EachEngine]
    public async Task Every_poll_uses_the_key_that_created_the_job_even_when_it_takes_no_new_work(string engine)
    {
        await using var two = await GatewayHost.Start(upstreams.Url, settings:
        [
            ("Upstreams:toapis:Keys:1:Id", "two"),
            ("Upstreams:toapis:Keys:1:Secret", SandboxHost.Keys[1]),
        ], engine: engine);
        var first = await two.Created(SeedExamples.Text);
        var second = await two.Created(SeedExamples.Text);
        upstreams.State.Jobs.Select(job => job.Key).ShouldBe(SandboxHost.Keys, ignoreOrder: true);

        // Whichever key is next is refused: its running job must still be polled with it.
        upstreams.State.Script("toapis", "unauthorized");
        var third = await two.Created(SeedExamples.Text);
        foreach (var id in (string[])[first, second, third])
        {
            (await two.Finish(id)).Text("status").ShouldBe("completed");
        }

        upstreams.State.Jobs.Count.ShouldBe(3);
    }

    [Theory, EachEngine]
    public async Task An_outage_of_the_upstream_fails_no_running_task(string engine)
    {
        await Start(engine);
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.Created(SeedExamples.WithFault("poll_500:8"))));
        var tasks = await Task.WhenAll(ids.Select(id => gateway.Finish(id, 30)));
        tasks.ShouldAllBe(task => task.Text("status") == "completed");
    }

    [Theory, EachEngine]
    public async Task An_upstream_whose_polls_hang_delays_no_other(string engine)
    {
        await using var narrow = await GatewayHost.Start(upstreams.Url, settings: [("Polling:MaxConcurrency", "2"), ("Upstreams:toapis:PollTimeout", "00:00:10")], engine: engine);
        for (var i = 0; i < 6; i++)
        {
            await narrow.Created(SeedExamples.WithFault("poll_slow:30"), ("X-Gateway-Upstream", "toapis"));
        }

        await Task.Delay(300);
        var other = await narrow.Created(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        (await narrow.Finish(other, seconds: 5)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task The_clients_metadata_is_echoed_and_the_upstreams_is_added(string engine)
    {
        await Start(engine);
        var id = await gateway.Created("""{"model":"veo3.1-fast","prompt":"x","aspect_ratio":"9:16","metadata":{"resolution":"1080p"}}""");
        var task = await gateway.Finish(id);
        task.Text("metadata", "resolution").ShouldBe("1080p");
        task.Text("metadata", "aspect_ratio").ShouldBe("9:16");
    }

    private async Task Start(string engine) =>
        gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:toapis:PollTimeout", "00:00:00.300")], engine: engine);
}
