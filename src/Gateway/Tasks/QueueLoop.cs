using Gateway.Canonical;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>Gives queued tasks the places that become free, in the order of their turn.</summary>
internal sealed class QueueLoop(ITaskStore store, Submitter submitter, Router router, TaskLog log, TimeProvider time) : BackgroundService
{
    private const int Batch = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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
        foreach (var (routes, model) in await store.Lanes())
        {
            await Serve(routes, model);
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
            _ = Submit(started, candidates);
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
