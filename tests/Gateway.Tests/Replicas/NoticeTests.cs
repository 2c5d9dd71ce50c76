using System.Collections.Concurrent;
using Gateway.Canonical;
using Gateway.Storage.Postgres;
using Gateway.Tasks;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Replicas;

/// <summary>What replicas tell each other, and what becomes of it when nobody hears.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task A_lost_listener_is_made_up_for_and_comes_back()
    {
        await using var replicas = await TwoReplicas.Start();
        for (var i = 0; i < 2; i++)
        {
            replicas.KillListeners();
            // Nobody hears of it now, and these two look at nothing by themselves: what they missed counts when they listen again.
            (await Revoked(replicas)).ShouldBeLessThan(TwoReplicas.Soon);
            await replicas.Hear();
            (await Revoked(replicas)).ShouldBeLessThan(TwoReplicas.Soon);
        }

        replicas.Second.Log.Lines.Count(line => line.Contains("can't be heard", StringComparison.Ordinal)).ShouldBe(2);
        replicas.Second.Log.Lines.Count(line => line.Contains("is heard again", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_said_once()
    {
        await using var replicas = await TwoReplicas.Start(hear: false);
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        replicas.Second.Log.Lines.Count(line => line.Contains("can't be heard", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_one_replica_commits_a_subscriber_of_another_hears_at_once()
    {
        await using var upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromMinutes(5));
        var ear = new Ear();
        await using var replicas = await TwoReplicas.Start(upstreams.Url, second: services => services.AddSingleton<ITaskSubscriber>(ear));
        var tasks = new List<string>();
        for (var i = 0; i < 15; i++)
        {
            // Looking once a second would find some of them at once, too.
            await Task.Delay(137, TestContext.Current.CancellationToken);
            tasks.Add(await replicas.First.Created(SeedExamples.Text));
        }

        await Eventually.True(() => tasks.TrueForAll(ear.Delays.ContainsKey));
        var delays = tasks.Select(id => ear.Delays[id].TotalMilliseconds).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", delays.Select(ms => $"{ms:F0} ms")));
        delays.Order().ElementAt(delays.Count / 2).ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_replica_does_not_hear_itself()
    {
        await using var replicas = await TwoReplicas.Start();
        var (own, other) = (replicas.First.Services.GetRequiredService<PostgresReplica>().Id, replicas.Second.Services.GetRequiredService<PostgresReplica>().Id);
        var notices = replicas.First.Services.GetRequiredService<PostgresNotices>();
        notices.Read($"keys {own}").ShouldBeNull();
        notices.Read($"keys {other}").ShouldBe("keys");
        notices.Read("something else entirely").ShouldBe("something");
        notices.Read("").ShouldBeNull();
    }

    private static async Task<TimeSpan> Revoked(TwoReplicas replicas)
    {
        var made = await replicas.Admin.Done("POST", "/keys", Operator.NewKey);
        (await TwoReplicas.Call(replicas.Second, made.Text("key"))).ShouldBe(200);
        await replicas.Admin.Done("DELETE", $"/keys/{made.Text("id")}");
        return await TwoReplicas.Until(async () => await TwoReplicas.Call(replicas.Second, made.Text("key")) == 401);
    }

    private sealed class Ear : ITaskSubscriber
    {
        /// <summary>For each task, how long after its opening was decided this was heard.</summary>
        public ConcurrentDictionary<string, TimeSpan> Delays { get; } = new();

        public void Hear(TaskEvent happened) => Delays.TryAdd(happened.TaskId, TimeProvider.System.Now() - happened.At);
    }
}
