using Gateway.Canonical;
using Gateway.Files;
using Gateway.Http;

namespace Gateway.Uploads;

/// <summary>Images are kept where results are, and fetched from here. A row comes before each file, so that none is left behind.</summary>
/// <param name="address">How the outside reaches the gateway, without a slash at its end.</param>
internal sealed partial class StorePlace(
    UploadOptions options, ResultOptions results, IUploads uploads, FileStores stores, LinkSigner signer, Func<string> address, TimeProvider time, ILogger<StorePlace> logger)
    : IImagePlace
{
    /// <summary>Nobody writes an image for as long as this.</summary>
    private static readonly TimeSpan Unfinished = TimeSpan.FromHours(1);

    /// <summary>A task that was made at its very end is written by then.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public async Task<(UploadedImage? Uploaded, ApiError? Problem)> Put(TakenImage image, CancellationToken gone)
    {
        var place = results.UploadPlace;
        var (id, end) = (image.Id, (image.At + options.KeepFor).WholeSecond);
        var upload = new Upload(id, image.Key.Team, image.Key.Id, place, $"uploads/{id}", image.Facts.ContentType, image.File.Length, image.At, end);
        await uploads.Add(upload, time.Now() + Unfinished);
        if (await Write(upload, image, gone) is { } problem)
        {
            NotWritten(logger, id, place, problem);
            return (null, ApiError.ServiceUnavailable());
        }

        if (!await uploads.Stored(id, end + Slack))
        {
            await stores.Of(place).Delete(upload.Name, CancellationToken.None);
            return (null, ApiError.ServiceUnavailable());
        }

        return (new UploadedImage(image, $"{address()}{UploadName.PathOf(id, upload.ContentType)}{signer.Query(id, end)}", end), null);
    }

    /// <returns>What went wrong; the row sees to what is left of it.</returns>
    private async Task<string?> Write(Upload upload, TakenImage image, CancellationToken gone)
    {
        try
        {
            await using var content = image.File.OpenReadStream();
            var there = await stores.Of(upload.Place).Write(upload.Name, content, gone);
            return there == upload.Length ? null : $"{upload.Length} bytes were written and {there} are there";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The uploaded image {UploadId} could not be kept in {Place}: {Why}")]
    private static partial void NotWritten(ILogger logger, string uploadId, string place, string why);
}
