using Gateway.Canonical;
using Gateway.Files;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Workers;

/// <summary>Copies a finished video to where it is kept, and deletes it there in the end.</summary>
internal sealed partial class FileKeeper(
    IKeptFiles kept, FileStores stores, FileCopy copy, ITaskStore tasks, KeepTerms terms, Meters meters, TimeProvider time, ILogger<FileKeeper> logger)
{
    public Task Attend(KeptFile file, CancellationToken stopping) =>
        file.Until <= time.Now() ? Delete(file, stopping)
        : file.StoredAt is null ? Copy(file, stopping)
        : kept.Postpone(file, file.Until, file.Tries);

    private async Task Copy(KeptFile file, CancellationToken stopping)
    {
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var leasing = Hold(file, ours);
        var (length, sha256, problem) = await copy.Try(file, terms.Silence, ours.Token);
        await ours.CancelAsync();
        await leasing;
        if (stopping.IsCancellationRequested && problem is not null)
        {
            await kept.Postpone(file, time.Now(), file.Tries);
        }
        else if (problem is not null)
        {
            await Failed(file, problem);
        }
        else if (await kept.Stored(file, time.Now(), length, sha256))
        {
            meters.Kept(Words.ResultKept);
            Copied(logger, file.TaskId, file.Place, length);
        }
        else if (await kept.Find(file.TaskId) is not { } row || row.Until <= time.Now())
        {
            // Its end came meanwhile, and whoever saw to that may have looked for it before it was there.
            await stores.Of(file.Place).Delete(file.Name, CancellationToken.None);
        }
    }

    /// <summary>Says again and again that the copy goes on; when it is somebody else's by now, it is stopped.</summary>
    private async Task Hold(KeptFile file, CancellationTokenSource ours)
    {
        using var timer = new PeriodicTimer(terms.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ours.Token))
            {
                if (!await IsStillOurs(file))
                {
                    await ours.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (ours.IsCancellationRequested)
        {
            // The copy is at its end.
        }
    }

    private async Task<bool> IsStillOurs(KeptFile file)
    {
        try
        {
            return await kept.Postpone(file, time.Now() + terms.Lease, file.Tries);
        }
        catch (StoreUnavailableException)
        {
            // Nobody else can take it either while that lasts; whoever is faster afterwards has the higher claim.
            return true;
        }
    }

    private async Task Failed(KeptFile file, string problem)
    {
        var (now, tries) = (time.Now(), file.Tries + 1);
        var isOver = now >= file.SourceUntil;
        var due = isOver ? now + terms.Lease : Instant.Earlier(now + terms.Pause(file.Tries), file.SourceUntil);
        // Whoever stood still for longer than its lease may have failed at what another one has done by now.
        if (!await kept.Postpone(file, due, tries))
        {
            Overtaken(logger, file.TaskId);
            return;
        }

        if (isOver)
        {
            meters.Kept(Words.ResultLost);
            Lost(logger, file.TaskId, tries, problem);
            await tasks.Decide(new EndFileWish(file.TaskId, Team: null, file.SourceUntil));
            await Delete(file with { Until = now }, CancellationToken.None);
            return;
        }

        meters.Kept(Words.ResultRetried);
        Retried(logger, file.TaskId, tries, problem, due.Utc);
    }

    private async Task Delete(KeptFile file, CancellationToken stopping)
    {
        try
        {
            await stores.Of(file.Place).Delete(file.Name, stopping);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            NotDeleted(logger, file.TaskId, problem.Message);
            await kept.Postpone(file, time.Now() + terms.Pause(file.Tries), file.Tries + 1);
            return;
        }

        await kept.Forget(file);
        if (file.StoredAt is not null)
        {
            meters.Kept(Words.ResultDeleted);
            Deleted(logger, file.TaskId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The video of task {TaskId} is kept in {Place}: {Length} bytes")]
    private static partial void Copied(ILogger logger, string taskId, string place, long length);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The video of task {TaskId} could not be copied, try {Tries}: {Why}; it is tried again at {Due:O}")]
    private static partial void Retried(ILogger logger, string taskId, int tries, string why, DateTimeOffset due);

    [LoggerMessage(Level = LogLevel.Information, Message = "The video of task {TaskId} was copied elsewhere meanwhile, or is not wanted any more")]
    private static partial void Overtaken(ILogger logger, string taskId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The video of task {TaskId} is lost: {Tries} tries to copy it failed until its upstream's link had died. The last one: {Why}")]
    private static partial void Lost(ILogger logger, string taskId, int tries, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The kept video of task {TaskId} could not be deleted: {Why}; it is tried again")]
    private static partial void NotDeleted(ILogger logger, string taskId, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The kept video of task {TaskId} is deleted")]
    private static partial void Deleted(ILogger logger, string taskId);
}
