using Gateway.Http;

namespace Gateway.Uploads;

/// <summary>Where images go so that upstreams can fetch them.</summary>
internal interface IImagePlace
{
    /// <returns>The image with its URL, or why it has none.</returns>
    Task<(UploadedImage? Uploaded, ApiError? Problem)> Put(TakenImage image, CancellationToken gone);
}
