using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>
/// Tells the subscribers of every event, in order. After a crash it begins where they had surely heard all, so that one
/// may be heard twice but none is missed; events older than a day are deleted.
/// </summary>
internal sealed partial class EventDelivery(
    TaskEvents events, IEventStore store, IEnumerable<ITaskSubscriber> subscribers, TimeProvider time, ILogger<EventDelivery> logger) : BackgroundService
{
    private const int Page = 1000;
    private const int MostPages = 20;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<ITaskSubscriber> all = [.. subscribers];
    private long heard;
    private long noted;
    private long awaited;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (events.Committed.TryRead(out var happened))
        {
            if (happened is not null)
            {
                TellOnce(happened);
            }
        }

        await Tried(Note, CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await Tried(Begin, stoppingToken))
        {
            await Task.Delay(Pause, time, stoppingToken);
        }

        await Task.WhenAll(Listen(stoppingToken), Housekeep(stoppingToken));
    }

    private async Task Begin()
    {
        heard = noted = await store.Heard() ?? 0;
        await CatchUp(long.MaxValue);
    }

    private async Task Listen(CancellationToken stopping)
    {
        await foreach (var happened in events.Committed.ReadAllAsync(stopping))
        {
            if (happened is null)
            {
                await Tried(() => CatchUp(long.MaxValue), stopping);
            }
            // What can't be read now leaves a gap, which the next event shows again.
            else if (happened.Id <= heard + 1 || await Tried(() => CatchUp(happened.Id), stopping))
            {
                TellOnce(happened);
            }
        }
    }

    private void TellOnce(TaskEvent happened)
    {
        if (happened.Id > heard)
        {
            Tell(happened);
        }
    }

    /// <summary>Tells what is on disk and was not heard of here.</summary>
    private async Task CatchUp(long before)
    {
        IReadOnlyList<TaskEvent> missed;
        do
        {
            missed = await store.After(heard, Page);
            foreach (var happened in missed.TakeWhile(happened => happened.Id < before))
            {
                if (before == long.MaxValue && WillBeHandedOver(happened))
                {
                    return;
                }

                Tell(happened);
            }
        }
        while (missed.Count == Page && missed[^1].Id < before);
    }

    /// <summary>An event of our own is on disk a moment before it is handed over. Only when a second look finds it untold was it lost on the way.</summary>
    private bool WillBeHandedOver(TaskEvent happened)
    {
        if (!happened.IsOurs || !store.HasOtherWriters || happened.Id == awaited)
        {
            return false;
        }

        awaited = happened.Id;
        return true;
    }

    private void Tell(TaskEvent happened)
    {
        foreach (var subscriber in all)
        {
            try
            {
                subscriber.Hear(happened);
            }
#pragma warning disable CA1031 // One subscriber's trouble must not keep the others from hearing.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                NotHeard(logger, problem, subscriber.GetType().Name, happened.Kind, happened.TaskId);
            }
        }

        Volatile.Write(ref heard, happened.Id);
    }

    private async Task Housekeep(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await Tried(Note, stopping);
            await Tried(Trim, stopping);
            if (store.HasOtherWriters)
            {
                events.Look();
            }
        }
    }

    private async Task Trim()
    {
        var before = time.Now() - KeptFor;
        for (var i = 0; i < MostPages && await store.Trim(before, Page) == Page; i++)
        {
            // In small steps, so that nobody waits long for the store.
        }
    }

    /// <returns>False when the store failed; it is tried again later, and must not end the delivery.</returns>
    private async Task<bool> Tried(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
            return true;
        }
        catch (StoreUnavailableException)
        {
            // The store itself says so, once.
            return false;
        }
#pragma warning disable CA1031 // As above, whatever it was.
        catch (Exception problem) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, problem);
            return false;
        }
    }

    private async Task Note()
    {
        var now = Volatile.Read(ref heard);
        if (now != noted)
        {
            await store.SetHeard(now);
            noted = now;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} failed when it heard that task {TaskId} is {Kind}")]
    private static partial void NotHeard(ILogger logger, Exception problem, string subscriber, string kind, string taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be read or written; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
