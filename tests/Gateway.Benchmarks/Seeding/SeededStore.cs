using Gateway.Benchmarks.Load;
using Gateway.Canonical;

namespace Gateway.Benchmarks.Seeding;

/// <summary>A gateway's store, filled from outside: a million creates over HTTP would take too long.</summary>
internal abstract class SeededStore : IAsyncDisposable
{
    private static readonly TimeSpan EndedSpan = TimeSpan.FromDays(30);

    private readonly Random random = new(1);
    private readonly SeedClock clock = new();
    private readonly IdSource ids;

    protected SeededStore(IReadOnlyList<string> settings)
    {
        Settings = settings;
        ids = new IdSource(clock, random.NextBytes);
    }

    /// <summary>Of a gateway that uses it.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>All ids in it that have been seeded as ended.</summary>
    public TaskIds Ended { get; } = new();

    /// <summary>Tasks that completed within the last month.</summary>
    public Task AddEnded(int count)
    {
        var newest = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        return Add(Enumerable.Range(0, count).Select(i =>
        {
            var task = NewTask(newest - (EndedSpan * ((double)(count - i) / count)), null);
            Ended.Add(task.Id);
            return task;
        }));
    }

    /// <summary>Running tasks, made a minute ago.</summary>
    public Task AddRunning(IEnumerable<DateTimeOffset> due)
    {
        var made = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        return Add(due.Select(at => NewTask(made, at.ToUnixTimeMilliseconds())));
    }

    /// <summary>By how much the task that is longest due is late now.</summary>
    public async Task<TimeSpan> Lateness()
    {
        var late = await LongestDue() is { } due ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - due : 0;
        return TimeSpan.FromMilliseconds(Math.Max(0, late));
    }

    public abstract Task<double> SizeMiB();

    public abstract ValueTask DisposeAsync();

    protected abstract Task Add(IEnumerable<SeedTask> all);

    /// <returns>In Unix milliseconds.</returns>
    protected abstract Task<long?> LongestDue();

    private SeedTask NewTask(DateTimeOffset made, long? due)
    {
        clock.Now = made;
        return new SeedTask(ids.NewTaskId(), ids.NewAttemptId(), made.ToUnixTimeMilliseconds(), due);
    }
}
