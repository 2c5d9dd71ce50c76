using Gateway.Canonical;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>Gives queued tasks the places that become free, in the order of their turn.</summary>
internal sealed class QueueLoop(
    ITaskStore store, Submitter submitter, Router router, TaskLog log, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int Batch = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<Task> underWay = [];
    private (string Routes, string Model) lastServed = ("", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Listening(stoppingToken);
        try
        {
            await Serve(stoppingToken);
        }
        finally
        {
            // A shutdown waits for their outcomes as it does for clients' creates: cut off, each would be unknown.
            await Task.WhenAll(underWay);
        }
    }

    private async Task Serve(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Round();
            }
#pragma warning disable CA1031 // A store that fails for a moment must not strand the queue.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                log.RoundBroken(problem);
            }
        }
    }

    private async Task Round()
    {
        underWay.RemoveAll(submission => submission.IsCompleted);
        // Lanes may wait for the same pool key: they take turns, or one with a long queue would starve the others.
        foreach (var lane in (await store.Lanes()).OrderBy(lane => lane.CompareTo(lastServed) <= 0).ThenBy(lane => lane))
        {
            await Serve(lane.Routes, lane.Model);
        }
    }

    /// <summary>From the head of the lane, until one finds no place: then no later one does.</summary>
    private async Task Serve(string routes, string model)
    {
        var candidates = router.Candidates(model, routes);
        foreach (var task in await store.Lane(routes, model, Batch))
        {
            if (await store.Dispatch(task, submitter.Plan(model, candidates, await NextNumber(task))) is not { } started)
            {
                return;
            }

            log.Changed(task, started.Task);
            lastServed = (routes, model);
            underWay.Add(Submit(started, candidates));
        }
    }

    private async Task Submit(StartedAttempt started, IReadOnlyList<Candidate> candidates)
    {
        try
        {
            await submitter.Submit(started, candidates, ResolvedJsonReader.Read(await store.FindRequest(started.Task.Id)), mayWait: true);
        }
#pragma warning disable CA1031 // The attempt is on disk: when its outcome was not recorded, it counts as unknown once it is due.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            log.Broken(problem, started.Task);
        }
    }

    private async Task<int> NextNumber(TaskRecord task) => (await store.LastAttempt(task.Id))?.Number + 1 ?? 1;
}
