using Gateway.Canonical;
using Gateway.Files;

namespace Gateway.Workers;

/// <summary>Deletes uploaded images when their time is over and no live task refers to them, and what was left of those that nobody finished.</summary>
internal sealed partial class UploadLoop(
    IUploads uploads, FileStores stores, UploadLoopTerms terms, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<UploadLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.During(Look, stoppingToken);

    private async Task Look(CancellationToken draining)
    {
        Tidy();
        using var timer = new PeriodicTimer(terms.Look, time);
        do
        {
            await Round(draining);
        }
        while (await timer.WaitForNextTickAsync(draining));
    }

    private void Tidy()
    {
        try
        {
            HalfReceived.Delete();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            NotTidied(logger, problem.Message);
        }
    }

    private async Task Round(CancellationToken draining)
    {
        try
        {
            IReadOnlyList<Upload> due;
            do
            {
                var now = time.Now();
                due = await uploads.Take(now, now + terms.Lease, terms.Step);
                var inUse = due.Count > 0 ? await uploads.InUse() : new HashSet<string>();
                foreach (var upload in due)
                {
                    await (inUse.Contains(upload.Id) ? uploads.Postpone(upload.Id, now + terms.WhileInUse) : Delete(upload, draining));
                }
            }
            while (due.Count == terms.Step && !draining.IsCancellationRequested);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or OperationCanceledException)
        {
            // The store itself says so, once; what was taken is due again when its lease is over.
        }
#pragma warning disable CA1031 // As above, whatever it was: the loop goes on.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(logger, problem);
        }
    }

    private async Task Delete(Upload upload, CancellationToken draining)
    {
        try
        {
            await stores.Of(upload.Place).Delete(upload.Name, draining);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            NotDeleted(logger, upload.Id, upload.Place, problem.Message);
            return;
        }

        await uploads.Forget(upload.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The uploaded image {UploadId} could not be deleted from {Place}: {Why}; it is tried again")]
    private static partial void NotDeleted(ILogger logger, string uploadId, string place, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a killed process was receiving could not be deleted from the temporary folder: {Why}")]
    private static partial void NotTidied(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Uploaded images could not be looked through; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
