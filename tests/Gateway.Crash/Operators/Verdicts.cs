using System.Collections.Concurrent;

namespace Gateway.Crash.Operators;

/// <summary>All that operators have said about submissions. Safe to use from many threads.</summary>
internal sealed class Verdicts
{
    private readonly ConcurrentQueue<Verdict> all = new();

    public IReadOnlyCollection<Verdict> All => all;

    public void Add(Verdict verdict) => all.Enqueue(verdict);

    /// <summary>Whether any word on that task may count.</summary>
    public bool MayHaveAny(string taskId) => all.Any(verdict => verdict.TaskId == taskId && verdict.MayCount);

    /// <summary>Whether that word may count; null for the word that there is no job.</summary>
    public bool MayHave(string taskId, string? jobId) =>
        all.Any(verdict => verdict.TaskId == taskId && verdict.JobId == jobId && verdict.MayCount);
}
