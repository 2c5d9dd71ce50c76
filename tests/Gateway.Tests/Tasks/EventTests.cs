using System.Globalization;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Tasks;

/// <summary>Every change is told of once it is on disk, in order, and again after a crash when nobody can have heard it.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private const int Kept = 24 * 60 * 60;

    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await upstreams.DisposeAsync();
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory, EachEngine]
    public async Task A_task_has_one_event_for_each_change_that_somebody_can_see_and_a_subscriber_hears_them_in_order(string engine)
    {
        database = await TestDatabase.On(engine);
        var ear = new Ear();
        await using var gateway = await Start(ear);
        var id = await gateway.Created(SeedExamples.Text);
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
        await Eventually.True(() => ear.Heard.Any(happened => happened.Kind == EventKinds.Completed));
        string[] kinds = [.. ear.Heard.Where(happened => happened.TaskId == id).Select(happened => happened.Kind)];
        kinds[..2].ShouldBe([EventKinds.Created, EventKinds.Accepted]);
        kinds[2..^1].ShouldAllBe(kind => kind == EventKinds.Progress);
        kinds[^1].ShouldBe(EventKinds.Completed);
        database.Rows($"SELECT kind FROM events WHERE task_id = '{id}' ORDER BY id").Select(row => row[0]).ShouldBe(kinds);
        ear.Heard.Select(happened => happened.Id).ShouldBe(ear.Heard.Select(happened => happened.Id).Order().Distinct());
        ear.Heard.Where(happened => happened.TaskId == id).ShouldAllBe(happened => happened.Changes!.After.Id == id);
    }

    // Replicas on PostgreSQL hear of each other's changes while they live.
    [Fact]
    public async Task What_was_committed_right_before_a_crash_is_heard_after_it()
    {
        database = await TestDatabase.On(Engines.Sqlite);
        await using (var gateway = await Start(new Ear()))
        {
            await gateway.Finish(await gateway.Created(SeedExamples.Text));
        }

        // As if the process had died between these commits and their delivery.
        var lost = Number("SELECT MAX(id) - 2 FROM events");
        database.Execute($"INSERT INTO events_heard (one, upto) VALUES (1, {lost}) ON CONFLICT (one) DO UPDATE SET upto = excluded.upto");
        var ear = new Ear();
        await using var again = await Start(ear);
        await Eventually.True(() => ear.Heard.Count == 2);
        ear.Heard.Select(happened => happened.Id).ShouldBe([lost + 1, lost + 2]);
        again.Log.Lines.ShouldContain(line => line.Contains("its line was written late", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task A_subscriber_that_fails_keeps_no_other_from_hearing(string engine)
    {
        database = await TestDatabase.On(engine);
        var ear = new Ear();
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, services: services =>
            services.AddSingleton<ITaskSubscriber>(new Deaf()).AddSingleton<ITaskSubscriber>(ear));
        await gateway.Finish(await gateway.Created(SeedExamples.Text));
        await Eventually.True(() => ear.Heard.Any(happened => happened.Kind == EventKinds.Completed));
        gateway.Log.Lines.ShouldContain(line => line.Contains("Deaf failed", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task Events_are_kept_for_a_day_and_the_newest_always(string engine)
    {
        database = await TestDatabase.On(engine);
        await using (var gateway = await Start(new Ear()))
        {
            await gateway.Finish(await gateway.Created(SeedExamples.Text));
        }

        database.Execute($"UPDATE events SET at = at - {1000L * (Kept + 60)}");
        await using var again = await Start(new Ear());
        await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM events") == "1");
        var newest = Number("SELECT MAX(id) FROM events");
        await again.Created(SeedExamples.Text);
        Number("SELECT MAX(id) FROM events").ShouldBeGreaterThan(newest);
    }

    private long Number(string sql) => long.Parse(database.Ask(sql)!, CultureInfo.InvariantCulture);

    private Task<GatewayHost> Start(Ear ear) => GatewayHost.Start(upstreams.Url, database, services: services => services.AddSingleton<ITaskSubscriber>(ear));

    private sealed class Ear : ITaskSubscriber
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<TaskEvent> heard = new();

        public IReadOnlyList<TaskEvent> Heard => [.. heard];

        public void Hear(TaskEvent happened) => heard.Enqueue(happened);
    }

    private sealed class Deaf : ITaskSubscriber
    {
        public void Hear(TaskEvent happened) => throw new InvalidOperationException("I hear nothing.");
    }
}
