using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>What an earlier call with the same Idempotency-Key has made: it is the answer to the repeat.</summary>
internal sealed class EarlierCalls(ITaskStore store, RequestCheck check, CreateOutcomes outcomes, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    public IdempotencyClaim? Claim(string? key, ReceivedRequest received)
    {
        var now = time.Now();
        return key is null
            ? null
            : new IdempotencyClaim(
                key,
                RequestFingerprint.Of(received.Body.RootElement),
                now,
                now + KeptFor);
    }

    /// <returns>Null when there was none.</returns>
    public async Task<CreateOutcome?> Find(ReceivedRequest received, IdempotencyClaim claim, CancellationToken gone)
    {
        if (await store.FindClaim(received.Key.Id, claim) is not { } earlier)
        {
            return null;
        }

        var fingerprint = claim.Fingerprint;
        if (!RequestFingerprint.IsOfBody(earlier.Fingerprint))
        {
            // An earlier version made it, of what the matrix made of the body. Such a claim is a day old at most.
            var (resolved, _, problem) = check.Resolve(received);
            if (resolved is null)
            {
                return new CreateOutcome.Refused(problem!);
            }

            fingerprint = ResolvedJson.Fingerprint(resolved);
        }

        return fingerprint == earlier.Fingerprint
            ? await Replay(received.Key, earlier.TaskId, gone)
            : new CreateOutcome.Refused(ApiError.IdempotencyConflict());
    }

    /// <summary>A key that has changed its team no longer sees what it made before.</summary>
    /// <returns>Null when the claim has ended since it was found, and the task is gone.</returns>
    public async Task<CreateOutcome?> Replay(ClientKey key, string taskId, CancellationToken gone)
    {
        if (await Submitted(taskId, gone) is not { } task)
        {
            return null;
        }

        return task.Team == key.Team
            ? await outcomes.Of(task, isReplay: true)
            : new CreateOutcome.Refused(ApiError.IdempotencyConflict());
    }

    /// <summary>The first call may still be in flight; then the second waits for what becomes of it, if not for ever.</summary>
    private async Task<TaskRecord?> Submitted(string taskId, CancellationToken gone)
    {
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            // The claim is written in the transaction that makes the task, and no task goes while a claim stands for it.
            var task = await store.Find(taskId);
            if (task is not { State: TaskState.Submitting, UnknownSince: null } || time.Now() > task.DueAt)
            {
                return task;
            }

            await Task.Delay(pause, time, gone);
            pause = pause < TimeSpan.FromMilliseconds(200) ? pause * 2 : pause;
        }
    }
}
