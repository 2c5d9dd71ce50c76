using Gateway.Canonical;
using Gateway.Files;
using Gateway.Http;

namespace Gateway.Uploads;

/// <summary>Serves a kept image to whoever has its link, as an upstream has.</summary>
internal sealed partial class SentImage(IUploads uploads, FileStores stores, LinkSigner signer, TimeProvider time, ILogger<SentImage> logger)
{
    public async Task<IResult> Of(string name, HttpContext http)
    {
        if (UploadName.IdIn(name) is not { } id || signer.EndOf(id, http.Request.Query) is null)
        {
            return new ErrorResult(UploadErrors.NotOurs());
        }

        if (await uploads.Find(id) is not { } upload || await IsOver(upload))
        {
            return new ErrorResult(UploadErrors.Expired());
        }

        try
        {
            var content = await stores.Of(upload.Place).Open(upload.Name, 0, upload.Length, http.RequestAborted);
            if (content is not null)
            {
                return new ImageResult(upload, content);
            }

            Missing(logger, id, upload.Place);
            return new ErrorResult(UploadErrors.Expired());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            NotRead(logger, id, upload.Place, problem.Message);
            return new ErrorResult(UploadErrors.NotServed());
        }
    }

    private async Task<bool> IsOver(Upload upload) => upload.Until <= time.Now() && !(await uploads.InUse()).Contains(upload.Id);

    [LoggerMessage(Level = LogLevel.Error, Message = "The uploaded image {UploadId} is missing in {Place}")]
    private static partial void Missing(ILogger logger, string uploadId, string place);

    [LoggerMessage(Level = LogLevel.Error, Message = "The uploaded image {UploadId} can't be read from {Place}: {Why}")]
    private static partial void NotRead(ILogger logger, string uploadId, string place, string why);
}
