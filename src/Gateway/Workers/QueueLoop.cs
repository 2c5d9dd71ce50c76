using Gateway.Canonical;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>Gives queued tasks the places that become free, in the order of their turn.</summary>
internal sealed class QueueLoop(
    ITaskStore store, Submitter submitter, Router router, Pool pool, IdSource ids, TaskLog log, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int Batch = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(1);

    private readonly List<Task> underWay = [];
    private string lastServed = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.During(Serve, stoppingToken);
        }
        finally
        {
            // A shutdown waits for their outcomes as it does for clients' creates: cut off, each would be unknown.
            await Task.WhenAll(underWay);
        }
    }

    private async Task Serve(CancellationToken draining)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(draining))
        {
            try
            {
                await Round(draining);
            }
#pragma warning disable CA1031 // A store that fails for a moment must not strand the queue.
            catch (Exception problem) when (problem is not OperationCanceledException || !draining.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.RoundBroken(problem);
                await Task.Delay(PauseAfterTrouble, time, draining);
            }
        }
    }

    private async Task Round(CancellationToken draining)
    {
        underWay.RemoveAll(submission => submission.IsCompleted);
        // Different routes may share a pool key: they take turns, or one with a long queue would starve the others.
        foreach (var routes in (await store.QueuesToServe()).OrderBy(routes => string.CompareOrdinal(routes, lastServed) <= 0).ThenBy(routes => routes, StringComparer.Ordinal))
        {
            await Serve(routes, draining);
        }
    }

    /// <summary>
    /// In the order of turns. Where one finds no place, no later one that could only take the same keys is tried in this round: a
    /// place that becomes free meanwhile would go to it, out of turn. One that could take another key may.
    /// </summary>
    private async Task Serve(string routes, CancellationToken draining)
    {
        var full = new HashSet<PoolKeyId>();
        foreach (var task in await store.Queue(routes, Batch))
        {
            var candidates = router.Candidates(task.Model, routes);
            var offers = pool.Offers(candidates, task.Model);
            if (offers.All(offer => full.Contains(offer.Key)))
            {
                continue;
            }

            // Before the attempt is on disk: one that could not be sent then would count as unknown, and keep its price and place.
            if (await Request(task) is not { } request)
            {
                continue;
            }

            if (await store.Decide(new DispatchWish(task, offers, ids.NewAttemptId()), draining) is not { } started)
            {
                full.UnionWith(offers.Select(offer => offer.Key));
                continue;
            }

            lastServed = routes;
            underWay.Add(submitter.Submit(started, candidates, request, mayWait: true));
        }
    }

    /// <returns>Null when it cannot be read; that is no reason for others to wait.</returns>
    private async Task<ResolvedRequest?> Request(TaskRecord task)
    {
        var json = await store.FindRequest(task.Id);
        try
        {
            return ResolvedJsonReader.Read(json);
        }
#pragma warning disable CA1031 // Whatever is wrong with it, its task alone has to wait.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            log.Broken(problem, task);
            return null;
        }
    }
}
