using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>Attends to one due task, as its state asks for.</summary>
internal sealed class Poller(
    ITaskStore store, TaskLife life, UpstreamRegistry upstreams, UpstreamSender sender, Reconciler reconciler, Pool pool, SafeMessage safe, TaskLog log, Meters meters, PollPace pace, TimeProvider time)
{
    private const int MostOddities = 1000;

    /// <summary>What an upstream was heard to say that nobody expects: it is logged once, not with every poll.</summary>
    private readonly ConcurrentDictionary<(string Upstream, string What), bool> oddities = new();

    public async Task Attend(TaskRecord task, CancellationToken stopping)
    {
        using var span = Traces.Poll(task);
        if (task.State == TaskState.Unknown)
        {
            await reconciler.Settle(task, stopping);
            return;
        }

        if (task.UpstreamTaskId is not null && await PutOff(task, stopping))
        {
            return;
        }

        var (after, closing) = task.State switch
        {
            TaskState.Polling => (life.Polled(task, await Ask(task, stopping), safe.From), null),
            TaskState.Failed => (life.PolledLate(task, await Ask(task, stopping)), null),
            TaskState.Submitting => (life.Ambiguous(task), await NeverClosed(task)),
            TaskState.Queued => (life.TimedOutInQueue(task), null),
            _ => throw new InvalidOperationException($"a task that is {task.State} is never due"),
        };
        span?.SetTag(Traces.State, after.State.Word());
        await Save(task, after, closing);
    }

    /// <summary>Asks its upstream once about a job whose id somebody has just entered, beside the schedule: is it the right one?</summary>
    /// <returns>What the upstream said of it.</returns>
    public async Task<string> AskNow(TaskRecord task, CancellationToken stopping)
    {
        using var span = Traces.Poll(task);
        var outcome = await Ask(task, stopping);
        await Save(task, task.State == TaskState.Failed ? life.PolledLate(task, outcome) : life.Polled(task, outcome, safe.From), null);
        return Words.Of(outcome);
    }

    /// <summary>Takes up the attempts that were open when their process ended: the upstream may have the job.</summary>
    public async Task TakeUp(CancellationToken stopping)
    {
        foreach (var task in await store.Abandoned())
        {
            await Attend(task, stopping);
        }
    }

    private async Task Save(TaskRecord task, TaskRecord after, AttemptClosing? closing)
    {
        if (await store.Decide(new UpdateWish(task, after, closing), CancellationToken.None) is null)
        {
            log.Overtaken(after);
        }
    }

    /// <summary>Waits until its pool key may poll again; where that takes long, the task is due again then.</summary>
    private async Task<bool> PutOff(TaskRecord task, CancellationToken stopping)
    {
        if (upstreams.Find(task.Upstream!)?.Key(task.PoolKey!) is not { } key)
        {
            return false;
        }

        var (wait, mayPoll) = pace.Take(new PoolKeyId(task.Upstream!, key.Id), key.PollsPerMinute);
        if (!mayPoll)
        {
            await store.Decide(new UpdateWish(task, task with { DueAt = time.Now() + wait }), CancellationToken.None);
        }
        else if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, stopping);
        }

        return !mayPoll;
    }

    private async Task<PollOutcome> Ask(TaskRecord task, CancellationToken stopping)
    {
        if (upstreams.Find(task.Upstream!) is not { } upstream || upstream.Key(task.PoolKey!) is not { } key)
        {
            // The start refuses settings without the key of a live task; one that has failed can do without.
            return new PollOutcome.NoVerdict("its pool key is no longer configured");
        }

        var outcome = await sender.Poll(upstream, key, upstream.Dialect.Poll(task.UpstreamTaskId!), stopping) switch
        {
            SendResult.Answered answered => upstream.Dialect.ReadPoll(answered.Answer, new JobIds(task.Id, task.UpstreamTaskId!, task.UpstreamAliasId)),
            SendResult.NotSent notSent => new PollOutcome.NoVerdict(notSent.Why),
            SendResult.Broken broken => new PollOutcome.NoVerdict(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
        meters.Polled(upstream.Name, Words.Of(outcome));
        Activity.Current?.SetTag(Traces.Result, Words.Of(outcome));
        Note(task, upstream, key, outcome);
        return outcome;
    }

    private void Note(TaskRecord task, Upstream upstream, PoolKeyOptions key, PollOutcome outcome)
    {
        switch (outcome)
        {
            case PollOutcome.KeyRefused:
                pool.Refused(upstream, key);
                break;
            case PollOutcome.NoVerdict silence:
                log.Silent(task, silence.Why);
                break;
            case PollOutcome.AnotherJob another when IsNew(upstream, another.Named.ToString()):
                log.AnotherJob(task, another.Named);
                break;
            case PollOutcome.Running { UnknownWord: { } word } when oddities.Count < MostOddities && IsNew(upstream, $"word {word}"):
                log.UnknownWord(task, word);
                break;
        }
    }

    private bool IsNew(Upstream upstream, string what) => oddities.TryAdd((upstream.Name, what), true);

    private async Task<AttemptClosing?> NeverClosed(TaskRecord task) =>
        await store.LastAttempt(task.Id) is { } attempt
            ? new AttemptClosing(attempt.Number, OutcomeWords.Ambiguous, "the outcome was never recorded", time.Now())
            : null;
}
