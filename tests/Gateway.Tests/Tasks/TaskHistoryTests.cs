using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>A task's history as it is written and read.</summary>
public sealed class TaskHistoryTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void What_is_added_is_read_again()
    {
        var task = Some.Task(time, TaskState.Queued) with { CreatedAt = time.Now() };
        var stored = TaskHistory.Added(new Changes(null, task), time.Now());
        stored.ShouldBeEmpty();
        var running = task with { State = TaskState.Polling };
        stored += TaskHistory.Added(Changes.Of(task, running), time.Now());
        stored += TaskHistory.Added(Changes.Of(running, running with { Progress = 40 }), time.Now() + TimeSpan.FromSeconds(10));
        stored += TaskHistory.Added(Changes.Of(running, running with { UpstreamMetadata = "{}" }), time.Now() + TimeSpan.FromSeconds(11));
        // Another replica's clock may be behind.
        stored += TaskHistory.Added(Changes.Of(running, running with { State = TaskState.Failed }), time.Now() - TimeSpan.FromMilliseconds(5));
        stored.ShouldBe("accepted+0 progress+10000=40 failed-5 ");
        TaskHistory.Read(stored, task.CreatedAt).ShouldBe(
        [
            new HistoryEntry("created", task.CreatedAt, null),
            new HistoryEntry("accepted", task.CreatedAt, null),
            new HistoryEntry("progress", task.CreatedAt + TimeSpan.FromSeconds(10), 40),
            new HistoryEntry("failed", task.CreatedAt - TimeSpan.FromMilliseconds(5), null),
        ]);
    }
}
