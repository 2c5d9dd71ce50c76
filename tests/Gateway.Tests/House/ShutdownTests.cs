using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>What a signal to end does to a gateway that is a process of its own.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMilliseconds(100);

    public ShutdownTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");

    [Fact]
    public async Task Behind_a_balancer_no_request_fails_when_a_gateway_is_replaced_under_load()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var leaving = GatewayProcess.At(upstreams);
        await using var staying = GatewayProcess.At(upstreams);
        leaving.Settings["Shutdown__ListenFor"] = "00:00:01";
        await Task.WhenAll(leaving.Start(), staying.Start());
        using var end = new CancellationTokenSource();
        using var balancer = new Balancer(await leaving.Url, await staying.Url);
        var load = Enumerable.Range(0, 6).Select(_ => balancer.Create(end.Token)).Append(balancer.Check(end.Token)).ToList();

        await Eventually.True(() => balancer.Created > 20);
        (await leaving.Terminate()).ShouldBe(0);
        var soFar = balancer.Created;
        await Eventually.True(() => balancer.Created > soFar + 20);
        await end.CancelAsync();
        await Task.WhenAll(load);

        balancer.Failures.ShouldBeEmpty();
        leaving.Errors.ShouldBeEmpty();
        (Tasks(leaving), Tasks(staying)).ShouldSatisfyAllConditions(
            tasks => tasks.Item1.ShouldBeGreaterThan(20),
            tasks => tasks.Item2.ShouldBeGreaterThan(20),
            tasks => (tasks.Item1 + tasks.Item2).ShouldBe(balancer.Created));
    }

    [Fact]
    public async Task A_create_that_is_under_way_is_answered_and_its_outcome_is_on_disk_however_often_the_signal_comes()
    {
        using var upstream = new HeldUpstream("toapis");
        await using var gateway = GatewayProcess.At(upstream.Url);
        gateway.Settings["Shutdown__ListenFor"] = "00:00:00.500";
        await gateway.Start();
        var create = gateway.Create(SeedExamples.Text);
        await Eventually.True(() => upstream.Creates == 1);

        await gateway.Signal();
        await Eventually.True(async () => await Ready(gateway) == HttpStatusCode.ServiceUnavailable, seconds: 1);
        await gateway.Signal();
        await Eventually.True(async () => await Ready(gateway) is null);
        create.IsCompleted.ShouldBeFalse();
        upstream.Accept();

        (await create).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Ended()).ShouldBe(0);
        gateway.Errors.ShouldBeEmpty();
        SqliteFile.Ask(Database(gateway), "SELECT state || ' ' || upstream_task_id FROM tasks").ShouldBe($"polling {HeldUpstream.Job}");
        SqliteFile.Ask(Database(gateway), "SELECT outcome FROM attempts").ShouldBe("accepted");
    }

    [Fact]
    public async Task What_takes_longer_than_it_may_is_cut_off_and_is_unknown_after_the_next_start()
    {
        using var upstream = new HeldUpstream("toapis");
        await using var gateway = GatewayProcess.At(upstream.Url);
        gateway.Settings["Shutdown__EndWithin"] = "00:00:00.500";
        await gateway.Start();
        var create = gateway.Create(SeedExamples.Text);
        await Eventually.True(() => upstream.Creates == 1);

        var signalled = Stopwatch.GetTimestamp();
        (await gateway.Terminate()).ShouldBe(Shutdown.CutOffExit);
        Stopwatch.GetElapsedTime(signalled).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<HttpRequestException>(create);
        gateway.Output.ShouldContain("though something was still under way");

        await gateway.Start();
        SqliteFile.Ask(Database(gateway), "SELECT state FROM tasks").ShouldBe("unknown");
        upstream.Creates.ShouldBe(1);
    }

    private static string Database(GatewayProcess gateway) => gateway.Folder.File("data/gateway.db");

    private static int Tasks(GatewayProcess gateway) =>
        int.Parse(SqliteFile.Ask(Database(gateway), "SELECT COUNT(*) FROM tasks")!, CultureInfo.InvariantCulture);

    /// <returns>Null when nobody listens.</returns>
    private static async Task<HttpStatusCode?> Ready(GatewayProcess gateway)
    {
        try
        {
            using var response = await gateway.Get("/healthz/ready");
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Sends to the first gateway until one of its checks fails, and from then on to the second.</summary>
    private sealed class Balancer : IDisposable
    {
        private readonly HttpClient client = new();
        private readonly string first;
        private readonly string second;
        private volatile string current;
        private int created;

        public Balancer(string first, string second)
        {
            (this.first, this.second, current) = (first, second, first);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayHost.Key);
        }

        public int Created => Volatile.Read(ref created);

        public ConcurrentQueue<string> Failures { get; } = new();

        public void Dispose() => client.Dispose();

        public async Task Check(CancellationToken end)
        {
            while (current == first && !end.IsCancellationRequested)
            {
                using var response = await client.GetAsync($"{first}/healthz/ready", CancellationToken.None);
                current = response.IsSuccessStatusCode ? first : second;
                await Task.Delay(BetweenChecks, CancellationToken.None);
            }
        }

        /// <summary>Creates one task after another, on connections that are kept.</summary>
        public async Task Create(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    using var response = await client.Post($"{current}{ClientCalls.Videos}", SeedExamples.Text);
                    if (response.StatusCode == HttpStatusCode.OK)
                    {
                        Interlocked.Increment(ref created);
                    }
                    else
                    {
                        Failures.Enqueue($"{response.StatusCode}: {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
                    }
                }
                catch (HttpRequestException problem)
                {
                    Failures.Enqueue(problem.Message);
                }
            }
        }
    }
}
