using System.Diagnostics;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>While nothing can be written, everybody is told so, nothing is sent, and the log says it once.</summary>
public sealed class UnwritableStoreTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task A_store_that_nobody_can_write_to_refuses_at_once_for_all_and_takes_work_again_when_it_is_free(string engine)
    {
        await Start(engine);
        using var admin = new Operator(gateway);
        var running = await gateway.Created(SeedExamples.WithFault("never_ends"));
        (await Ready()).ShouldBe(200);
        var watch = Stopwatch.StartNew();
        using (gateway.Database.Stop())
        {
            var creates = Enumerable.Range(0, 30).Select(_ => gateway.Create(SeedExamples.Text)).ToList();
            var change = admin.Refused("POST", "/keys", Operator.NewKey);
            await Eventually.True(async () => await Ready() == 503);
            foreach (var response in await Task.WhenAll(creates))
            {
                ((int)response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((503, "service_unavailable"));
                response.Headers.RetryAfter.ShouldNotBeNull();
                response.Dispose();
            }

            (await change).ShouldBe((503, "service_unavailable", ""));
            if (engine == Engines.Sqlite)
            {
                (await gateway.Get(running)).Text("id").ShouldBe(running, "what only reads goes on");
            }
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "not every operation waits for itself");
        await Eventually.True(async () => await Ready() == 200);
        upstreams.State.Jobs.Count.ShouldBe(1);
        (await gateway.Finish(await gateway.Created(SeedExamples.Text))).Text("status").ShouldBe("completed");
        // Of several connections one may still have worked after another had failed.
        var said = gateway.Log.Lines.Count(line => line.Contains("The store can't be ", StringComparison.Ordinal));
        said.ShouldBeInRange(1, engine == Engines.Sqlite ? 1 : 3);
        gateway.Log.Lines.Count(line => line.Contains("The store can be ", StringComparison.Ordinal)).ShouldBe(said);
        gateway.Log.Lines.ShouldNotContain(line => line.Contains("unhandled exception", StringComparison.Ordinal));
        gateway.Log.Lines.Where(line => line.Contains(" at Gateway.", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains(" can't be ", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task For_a_client_that_left_before_its_task_was_stored_nothing_is_sent(string engine)
    {
        await Start(engine);
        using var gone = new CancellationTokenSource();
        using (gateway.Database.Hold())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ClientCalls.Videos)
            {
                Content = new StringContent(SeedExamples.Text, System.Text.Encoding.UTF8, "application/json"),
            };
            var call = gateway.Client.SendAsync(request, gone.Token);
            await Task.Delay(500);
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(call);
            await Task.Delay(500);
        }

        // What comes later is stored later.
        await gateway.Created(SeedExamples.Text);
        gateway.Database.Ask("SELECT COUNT(*) FROM tasks").ShouldBe("1");
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    private async Task Start(string engine) => gateway = await GatewayHost.Start(upstreams.Url, settings: [Operator.Setting], engine: engine);

    private async Task<int> Ready()
    {
        using var response = await gateway.Client.GetAsync("/healthz/ready");
        return (int)response.StatusCode;
    }
}
