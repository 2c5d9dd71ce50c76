using System.Net;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.House;

/// <summary>From the signal to end until the listeners stop, the gateway serves whoever calls and begins nothing by itself.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan LongEnoughForALoop = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Readiness_fails_and_calls_are_served_on_connections_that_close()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url);
        using var before = await gateway.Create(SeedExamples.Text);
        before.Headers.ConnectionClose.ShouldNotBe(true);
        Drain(gateway);

        using var ready = await gateway.Client.GetAsync("/healthz/ready");
        (ready.StatusCode, await ready.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.ServiceUnavailable, """{"status":"draining"}"""));
        using var create = await gateway.Create(SeedExamples.Text);
        (create.StatusCode, create.Headers.ConnectionClose).ShouldBe((HttpStatusCode.OK, true));
        using var refused = await gateway.Create("{}");
        (refused.StatusCode, refused.Headers.ConnectionClose).ShouldBe((HttpStatusCode.BadRequest, true));
        using var live = await gateway.Client.GetAsync("/healthz/live");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        upstreams.State.Jobs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_began_before_the_drain_closes_its_connection_too()
    {
        using var upstream = new HeldUpstream("toapis");
        await using var gateway = await GatewayHost.Start(upstream.Url);
        var create = gateway.Create(SeedExamples.Text);
        await Eventually.True(() => upstream.Creates == 1);
        Drain(gateway);
        upstream.Accept();
        using var response = await create;
        (response.StatusCode, response.Headers.ConnectionClose).ShouldBe((HttpStatusCode.OK, true));
    }

    [Fact]
    public async Task A_queued_task_waits_for_the_next_start()
    {
        using var upstream = new HeldUpstream("toapis");
        await using var gateway = await GatewayHost.Start(upstream.Url, settings: [("Upstreams:toapis:Keys:0:MaxInFlight", "1")]);
        var first = gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        await Eventually.True(() => upstream.Creates == 1);
        var queued = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        Drain(gateway);
        upstream.Reject();
        (await first).Dispose();

        await Task.Delay(LongEnoughForALoop, TestContext.Current.CancellationToken);
        upstream.Creates.ShouldBe(1);
        (await gateway.Get(queued)).Text("metadata", "queue_position").ShouldBe("1");
    }

    [Fact]
    public async Task A_poll_that_is_under_way_is_heard_and_none_begins()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var upstream = HoldingPolls(answer.Task);
        await using var gateway = await GatewayHost.Start(upstream.Url);
        var polled = await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => Polls(upstream) == 1);
        Drain(gateway);
        var later = await gateway.Created(SeedExamples.Text);
        answer.SetResult();
        (await gateway.Finish(polled)).Text("status").ShouldBe("completed");

        await Task.Delay(LongEnoughForALoop, TestContext.Current.CancellationToken);
        Polls(upstream).ShouldBe(1);
        (await gateway.Get(later)).Text("status").ShouldBe("queued");
    }

    [Fact]
    public async Task A_stop_waits_for_no_poll_and_leaves_no_error()
    {
        using var upstream = HoldingPolls(new TaskCompletionSource().Task);
        await using var gateway = await GatewayHost.Start(upstream.Url);
        await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => Polls(upstream) == 1);
        await gateway.Services.GetRequiredService<IHost>().StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        gateway.Log.Lines.ShouldAllBe(line => !line.StartsWith("Error", StringComparison.Ordinal) && !line.StartsWith("Critical", StringComparison.Ordinal));
    }

    /// <summary>What the host does first of all when a signal comes.</summary>
    private static void Drain(GatewayHost gateway) => gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    private static RawUpstream HoldingPolls(Task until) => new(async (line, stream) =>
    {
        var isCreate = line.StartsWith("POST", StringComparison.Ordinal);
        await (isCreate ? Task.CompletedTask : until);
        await stream.WriteAsync(RawUpstream.Answer(200, isCreate ? RawUpstream.Accepted : RawUpstream.Completed));
    });

    private static int Polls(RawUpstream upstream) => upstream.Requests.Count(line => line.StartsWith("GET", StringComparison.Ordinal));
}
