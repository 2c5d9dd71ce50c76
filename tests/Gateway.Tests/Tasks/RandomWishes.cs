using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>Clients, upstreams and operators who wish at random, often several at once and often for what is no longer so.</summary>
internal sealed class RandomWishes(MemoryStore store, Random random)
{
    public const int KeyTasks = 6;
    public static readonly Credits KeyBudget = Credits.Of(40);
    public static readonly Credits TeamBudget = Credits.Of(60);
    public static readonly Limits KeyLimits = new(null, KeyTasks, new Budget(KeyBudget, BudgetPeriod.Total));
    public static readonly Limits TeamLimits = new(null, null, new Budget(TeamBudget, BudgetPeriod.Month));
    public static readonly QueueLimits Queue = new(6, 4);

    public static readonly IReadOnlyList<Offer> Pool =
    [
        new(new PoolKeyId("toapis", "one"), 0, 1, 2, 0, TimeSpan.FromMinutes(1)),
        new(new PoolKeyId("toapis", "two"), 0, 2, 3, 0, TimeSpan.FromMinutes(1)),
        new(new PoolKeyId("legacy", "main"), 1, 1, 1, 0, TimeSpan.FromMinutes(1)),
    ];

    private readonly ManualTime time = new();
    private int made;

    /// <summary>What was handed out to be sent, in order.</summary>
    public List<(AttemptRecord Attempt, bool IsResend)> Sent { get; } = [];

    /// <summary>Ids that a client was told.</summary>
    public HashSet<string> Told { get; } = [];

    private TaskLife Life => field ??= Some.Life(time);

    public void Step()
    {
        var advance = TimeSpan.FromSeconds(random.Next(0, 90));
        time.Advance(advance);
        store.Now = time.Now();
        var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Any()).ToList();
        var results = store.Decide([.. parts.Select(part => part.Wish)]);
        foreach (var (part, result) in parts.Zip(results))
        {
            part.Heard(result);
        }
    }

    private (Func<Needs, Func<Facts, object?>> Wish, Action<object?> Heard) Any() =>
        store.Tasks.Count == 0 || random.Next(3) == 0 ? Open() : For(Seen());

    /// <summary>Mostly a task as it is, sometimes as it was: whoever wishes may be late.</summary>
    private TaskRecord Seen()
    {
        var task = store.Tasks.Values.ElementAt(random.Next(store.Tasks.Count));
        var earlier = store.History.Where(change => change.After.Id == task.Id).ToList();
        return random.Next(6) == 0 ? earlier[random.Next(earlier.Count)].After : task;
    }

    private (Func<Needs, Func<Facts, object?>>, Action<object?>) Open()
    {
        var (number, key) = (++made, random.Next(4));
        var task = Life.Queued(Some.Task(time, TaskState.Queued, $"video_{number:0000}") with
        {
            KeyId = $"key_{key}", Team = $"team_{key / 2}", Price = Credits.Of(random.Next(7)), Upstream = null, PoolKey = null, UpstreamTaskId = null,
        });
        var claim = random.Next(3) == 0
            ? new IdempotencyClaim($"claim_{random.Next(8)}", $"body_{random.Next(2)}", store.Now, store.Now + TimeSpan.FromMinutes(10))
            : null;
        return Of(new OpenWish(task, "{}", claim, KeyLimits, TeamLimits, Queue, Offers(), Attempt()), result =>
        {
            if (result is OpenResult.Opened opened)
            {
                Told.Add(opened.Started.Task.Id);
                Sent.Add((opened.Started.Attempt, false));
            }
            else if (result is OpenResult.Queued queued)
            {
                Told.Add(queued.Task.Id);
            }
        });
    }

    private (Func<Needs, Func<Facts, object?>>, Action<object?>) For(TaskRecord task) => (task.State, random.Next(5)) switch
    {
        (_, 4) => Of(new CancelWish(task.Id, random.Next(2) == 0 ? task.Team : null, Life), _ => { }),
        (TaskState.Queued, 0) => Update(task, Life.TimedOutInQueue(task)),
        (TaskState.Queued, _) => Of(new DispatchWish(task, Offers(), Attempt()), Started),
        (TaskState.Submitting, 0) => Update(task, Life.Accepted(task, new SubmitOutcome.Accepted($"job_{task.Id}")), "accepted"),
        (TaskState.Submitting, 1) => Update(task, Life.Rejected(task, false, null), "rejected"),
        (TaskState.Submitting, 2) => Update(task, Life.Ambiguous(task), "ambiguous"),
        (TaskState.Submitting, _) => Retry(task),
        (TaskState.Unknown, 0) => Of(new ReopenWish(task, Pool.Single(offer => offer.Key == new PoolKeyId(task.Upstream!, task.PoolKey!)), Last(task).Id), Resent),
        (TaskState.Unknown, 1) => Update(task, Life.NeverSettled(task)),
        (TaskState.Unknown, _) or (TaskState.Failed, 0 or 1) => Resolve(task),
        (TaskState.Failed, _) when task.DueAt is not null => Update(task, Life.PolledLate(task, new PollOutcome.Completed("https://a.example/v.mp4"))),
        (TaskState.Polling, 0) => Update(task, Life.Polled(task, new PollOutcome.Completed("https://a.example/v.mp4"), text => text)),
        (TaskState.Polling, 1) => Update(task, Life.Polled(task, new PollOutcome.Failed("generation_failed", null), text => text)),
        (TaskState.Polling, _) => Update(task, Life.Polled(task, new PollOutcome.Running(VideoStatus.InProgress, random.Next(100)), text => text)),
        _ => Resolve(task),
    };

    private (Func<Needs, Func<Facts, object?>>, Action<object?>) Retry(TaskRecord task)
    {
        var queued = Life.Queued(task);
        return Of(
            new RetryWish(task, Closing(task, "unavailable"), Offers(), Attempt(), queued, random.Next(2) == 0 ? queued : Life.Unavailable(task)),
            result => Started(((TaskRecord Task, StartedAttempt? Next)?)result is { Next: { } next } ? next : null));
    }

    private (Func<Needs, Func<Facts, object?>>, Action<object?>) Resolve(TaskRecord task) => Of(
        new ResolveWish(task.Id, random.Next(3) == 0 ? null : $"job_{(random.Next(3) == 0 ? task.Id : $"shared_{random.Next(3)}")}", task.Upstream, task.CreatedAt, Life), _ => { });

    private (Func<Needs, Func<Facts, object?>>, Action<object?>) Update(TaskRecord before, TaskRecord after, string? outcome = null) =>
        Of(new UpdateWish(before, after, outcome is null ? null : Closing(before, outcome)), _ => { });

    private static (Func<Needs, Func<Facts, object?>>, Action<object?>) Of<T>(Wish<T> wish, Action<object?> heard) => (MemoryStore.Part(wish), heard);

    private void Started(object? result)
    {
        if (result is StartedAttempt started)
        {
            Sent.Add((started.Attempt, false));
        }
    }

    private void Resent(object? result)
    {
        if (result is StartedAttempt started)
        {
            Sent.Add((started.Attempt, true));
        }
    }

    private AttemptClosing Closing(TaskRecord task, string outcome) => new(
        store.Attempts.Where(attempt => attempt.TaskId == task.Id).Max(attempt => (int?)attempt.Number) ?? 1, outcome, null, store.Now);

    /// <summary>What this process knows of the pool: sometimes a key is out.</summary>
    private IReadOnlyList<Offer> Offers() => [.. Pool.Where(_ => random.Next(8) > 0)];

    private AttemptRecord Last(TaskRecord task) => store.Attempts.Where(attempt => attempt.TaskId == task.Id).MaxBy(attempt => attempt.Number)!;

    private string Attempt() => $"att_{Sent.Count}_{random.Next()}";
}
