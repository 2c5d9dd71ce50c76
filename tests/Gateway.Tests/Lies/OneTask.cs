using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Lies;

/// <summary>A store of one task in memory: it answers what the poller and the submitter ask, and nothing else.</summary>
internal sealed class OneTask : ITaskStore
{
    private static readonly string Request = ResolvedJson.Text(Some.Request());

    public TaskRecord Task { get; set; } = null!;

    public AttemptRecord Attempt { get; set; } = null!;

    public List<AttemptClosing> Closings { get; } = [];

    public Task<T> Decide<T>(Wish<T> wish, CancellationToken gone)
    {
        var facts = new Facts { Now = Task.CreatedAt };
        var needs = new Needs();
        wish.Name(needs);
        facts.Learn(Task.Id, Task);
        facts.Learn(Task.Id, Attempt, isOpen: true);
        foreach (var place in needs.Queues)
        {
            facts.Queues.Learn(place, default);
        }

        var decision = wish.Decide(facts);
        if (decision.Changes is { } changes)
        {
            Task = changes.After;
            Closings.AddRange(changes.Closed is null ? [] : [changes.Closed]);
        }

        return System.Threading.Tasks.Task.FromResult(decision.Result);
    }

    public ValueTask<TaskRecord?> Find(string id) => new(Task);

    public ValueTask<string> FindRequest(string id) => new(Request);

    public ValueTask<AttemptRecord?> LastAttempt(string taskId) => new(Attempt);

    public ValueTask<EarlierClaim?> FindClaim(string keyId, IdempotencyClaim claim) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> QueuesToServe() => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<TaskRecord>> Queue(string routes, int limit) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> QueueOrder(string routes) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<TaskRecord>> OfTeam(TeamTasks wanted) => throw new NotSupportedException();

    public ValueTask<int?> QueuePosition(TaskRecord task) => throw new NotSupportedException();

    public Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, Instant now, Instant leaseUntil, int limit) => throw new NotSupportedException();

    public Task BringBack(string? upstream, Instant now, FurthestDue furthest) => throw new NotSupportedException();

    public ValueTask<Instant?> NextDue(string? upstream) => throw new NotSupportedException();

    public Task<IReadOnlyList<TaskRecord>> Abandoned() => throw new NotSupportedException();

    public Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse() => throw new NotSupportedException();

    public ValueTask<bool> IsReady() => throw new NotSupportedException();
}
