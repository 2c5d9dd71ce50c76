using System.Collections.Concurrent;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>Attends to one due task: polls its job, or gives up on a submission whose outcome stays unknown.</summary>
internal sealed class Poller(
    ITaskStore store, TaskLife life, UpstreamRegistry upstreams, UpstreamSender sender, Pool pool, SafeMessage safe, TaskLog log, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Upstream, string Word), bool> strangeWords = new();

    public async Task Attend(TaskRecord task, CancellationToken stopping)
    {
        var (after, closing) = task.State switch
        {
            TaskState.Polling => (await Poll(task, stopping), null),
            TaskState.Submitting => (life.Ambiguous(task), await NeverClosed(task)),
            TaskState.Unknown => (life.NeverSettled(task), null),
            _ => throw new InvalidOperationException($"a task that is {task.State} is never due"),
        };
        if (await store.Update(after, closing) is { } stored)
        {
            log.Changed(task, stored);
        }
        else
        {
            log.Overtaken(after);
        }
    }

    /// <summary>Takes up what the last process left: leases, and attempts that were open when it ended (the upstream may have the job).</summary>
    public async Task Recover(CancellationToken stopping)
    {
        await store.VoidLeases();
        foreach (var task in await store.Submitting())
        {
            await Attend(task, stopping);
        }
    }

    private async Task<TaskRecord> Poll(TaskRecord task, CancellationToken stopping)
    {
        // The start refuses settings without the upstream and key of a live task.
        var upstream = upstreams.Find(task.Upstream)!;
        var key = upstream.Key(task.PoolKey)!;
        var outcome = await sender.Poll(upstream, key, upstream.Dialect.Poll(task.UpstreamTaskId!), stopping) switch
        {
            SendResult.Answered answered => upstream.Dialect.ReadPoll(answered.Answer),
            SendResult.NotSent notSent => new PollOutcome.NoVerdict(notSent.Why),
            SendResult.Broken broken => new PollOutcome.NoVerdict(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
        Note(task, upstream, key, outcome);
        return life.Polled(task, outcome, safe.From);
    }

    private void Note(TaskRecord task, Upstream upstream, PoolKeyOptions key, PollOutcome outcome)
    {
        switch (outcome)
        {
            case PollOutcome.KeyRefused:
                pool.Refused(upstream, key);
                break;
            case PollOutcome.NoVerdict silence:
                log.Silent(task, safe.From(silence.Why) ?? "");
                break;
            case PollOutcome.Running { UnknownWord: { } word } when strangeWords.Count < 1000 && strangeWords.TryAdd((upstream.Name, word), true):
                log.UnknownWord(task, safe.From(word) ?? "");
                break;
        }
    }

    private async Task<AttemptClosing?> NeverClosed(TaskRecord task) =>
        await store.LastAttempt(task.Id) is { } attempt
            ? new AttemptClosing(attempt.Id, OutcomeWords.Ambiguous, "the outcome was never recorded", time.GetUtcNow().ToUnixTimeMilliseconds())
            : null;
}
