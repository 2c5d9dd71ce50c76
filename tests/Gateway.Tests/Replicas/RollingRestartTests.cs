using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Gateway.Tests.Crash;
using Gateway.Tests.Support;

namespace Gateway.Tests.Replicas;

/// <summary>An upgrade: each replica ends and is started again, one after the other, while clients go on.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const int Clients = 12;

    [Fact]
    public async Task No_request_through_a_balancer_fails_while_three_replicas_are_restarted_one_after_the_other()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using var first = Replica(upstreams, database);
        await using var second = Replica(upstreams, database);
        await using var third = Replica(upstreams, database);
        GatewayProcess[] replicas = [first, second, third];
        foreach (var replica in replicas)
        {
            await replica.Start();
        }

        await using var balancer = await Balancer.Start(replicas.Select(replica => replica.Settings["Urls"]));
        using var done = new CancellationTokenSource();
        var answers = new ConcurrentQueue<string>();
        var ids = new ConcurrentQueue<string>();
        var clients = Enumerable.Range(0, Clients).Select(_ => Call(balancer.Url, answers, ids, done.Token)).ToList();
        foreach (var replica in replicas)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            (await replica.Terminate()).ShouldBe(0);
            await replica.Start();
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        await done.CancelAsync();
        await Task.WhenAll(clients);
        var failed = answers.Where(answer => answer != "200").ToList();
        output.WriteLine($"{answers.Count} answers, {ids.Count} tasks");
        failed.ShouldBeEmpty($"{failed.Count} of {answers.Count}");
        ids.Count.ShouldBeGreaterThan(50);
        database.Ask("SELECT COUNT(*) FROM tasks").ShouldBe(ids.Distinct().Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
        upstreams.State.Jobs.Count.ShouldBe(ids.Count);
    }

    private static GatewayProcess Replica(SandboxHost upstreams, TestDatabase database)
    {
        var replica = GatewayProcess.At(upstreams, database);
        replica.Settings["Urls"] = Balancer.FreeUrl();
        // Longer than the balancer takes to see that it is not ready any more.
        replica.Settings["Shutdown__ListenFor"] = "00:00:02";
        replica.Settings["Serilog__MinimumLevel__Default"] = "Warning";
        return replica;
    }

    private static async Task Call(string url, ConcurrentQueue<string> answers, ConcurrentQueue<string> ids, CancellationToken done)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayHost.Key);
        while (!done.IsCancellationRequested)
        {
            try
            {
                using var created = await client.PostAsync(ClientCalls.Videos, new StringContent(SeedExamples.Text, System.Text.Encoding.UTF8, "application/json"), CancellationToken.None);
                answers.Enqueue(created.IsSuccessStatusCode ? "200" : $"{(int)created.StatusCode} {await created.Content.ReadAsStringAsync(CancellationToken.None)}");
                if (!created.IsSuccessStatusCode)
                {
                    continue;
                }

                var id = (await created.Json()).Text("id");
                ids.Enqueue(id);
                using var read = await client.GetAsync($"{ClientCalls.Videos}/{id}", CancellationToken.None);
                answers.Enqueue(read.IsSuccessStatusCode ? "200" : $"{(int)read.StatusCode}");
            }
            catch (HttpRequestException problem)
            {
                answers.Enqueue(problem.Message);
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }
}
