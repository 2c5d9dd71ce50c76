using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>
/// Tells receivers of tasks' ends. Every replica does: whoever is free takes what is due. How many of one receiver's are under
/// way at once follows from how it answers, so that one that hangs holds up no other (docs/decisions/0041).
/// </summary>
internal sealed class CallbackLoop(
    ICallbackStore store, CallbackSecrets secrets, CallbackDelivery delivery, CallbackOptions options, CallbackLog log, TimeProvider time, IHostApplicationLifetime lifetime)
    : BackgroundService, ITaskSubscriber
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a try can take.</summary>
    private static readonly TimeSpan Lease = 2 * CallbackSender.Patience;

    private readonly Lock access = new();
    private readonly ReceiverShares shares = new(options.Concurrency);
    private readonly HashSet<Task> underWay = [];
    private TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Hear(TaskEvent happened)
    {
        if (happened.Changes?.Callback is not null)
        {
            Wake();
        }
    }

    /// <summary>Has it look for what is due now.</summary>
    public void Wake() => Volatile.Read(ref woken).TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!secrets.CanSign)
        {
            return;
        }

        try
        {
            await lifetime.During(Deliver, stoppingToken);
        }
        finally
        {
            // What was sent is not sent again only because the process ends. It takes no longer than a receiver may.
            await Task.WhenAll(UnderWay());
        }
    }

    private async Task Deliver(CancellationToken draining)
    {
        var isFirst = true;
        while (!draining.IsCancellationRequested)
        {
            // Made before the look: what comes during it is looked for again.
            var next = woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                if (isFirst)
                {
                    await store.TakeBack();
                    isFirst = false;
                }

                await Begin();
            }
#pragma warning disable CA1031 // A store that fails for a moment must not end the deliveries.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                log.Broken(problem);
                next = new();
            }

            await next.Task.WaitAsync(Pause, time, draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Begin()
    {
        var now = time.Now();
        if (IsFull() || Choose(await store.Due(now)) is not { Count: > 0 } chosen)
        {
            return;
        }

        foreach (var callback in await store.Claim(chosen, now, now + Lease))
        {
            lock (access)
            {
                shares.Begin(callback.Receiver);
                var tried = Task.Run(() => Try(callback));
                underWay.Add(tried);
                tried.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private async Task Try(Callback callback)
    {
        var answers = false;
        try
        {
            answers = await delivery.Try(callback);
        }
#pragma warning disable CA1031 // Its lease ends, and then it is tried again.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            log.Broken(problem);
        }

        lock (access)
        {
            shares.End(callback.Receiver, answers);
        }

        Wake();
    }

    private bool IsFull()
    {
        lock (access)
        {
            return shares.AreTaken;
        }
    }

    private IReadOnlyList<(string Receiver, int Most)> Choose(IReadOnlyList<DueReceiver> due)
    {
        lock (access)
        {
            shares.KeepOnly(due);
            return shares.Choose(due);
        }
    }

    private void Forget(Task tried)
    {
        lock (access)
        {
            underWay.Remove(tried);
        }
    }

    private Task[] UnderWay()
    {
        lock (access)
        {
            return [.. underWay];
        }
    }
}
