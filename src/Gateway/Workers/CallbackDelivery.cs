using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Workers;

/// <summary>Tries one callback once, and writes what came of it.</summary>
internal sealed class CallbackDelivery(
    ICallbackStore store, ITaskStore tasks, CallbackSecrets secrets, CallbackBody body, CallbackSender sender, CallbackLog log, Meters meters, Random random, TimeProvider time)
{
    /// <returns>Whether the receiver works.</returns>
    public async Task<bool> Try(Callback callback)
    {
        if (await tasks.Find(callback.TaskId) is not { } task || !IsStillSo(callback, task))
        {
            await store.Drop(callback);
            return true;
        }

        var (begun, started) = (time.Now(), time.GetTimestamp());
        var answer = await sender.Send(callback, body.Of(callback, task), await secrets.Signing(callback.Team), CancellationToken.None);
        var took = time.GetElapsedTime(started);
        var result = CallbackVerdict.Of(callback, answer, begun, time.Now(), (long)took.TotalMilliseconds, Jitter());
        var receiver = await store.Save(callback, result);
        meters.CalledBack(Word(result));
        if (receiver.GivenUp > 0)
        {
            meters.CalledBack(CallbackStatus.Failed, receiver.GivenUp);
        }

        log.Tried(callback, result, receiver);
        return result.Answers;
    }

    /// <summary>A correction may have overtaken it.</summary>
    private static bool IsStillSo(Callback callback, TaskRecord task) =>
        task.State == (callback.Type == CallbackNews.Completed ? TaskState.Completed : TaskState.Failed);

    private static string Word(CallbackResult result) => result.Status == CallbackStatus.Pending ? "retried" : result.Status;

    private double Jitter()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
