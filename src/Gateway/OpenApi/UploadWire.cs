using System.ComponentModel.DataAnnotations;

namespace Gateway.OpenApi;

#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>A form with an image.</summary>
/// <param name="File">The image.</param>
internal sealed record ImageUpload([property: Required] IFormFile File);

/// <summary>An image that was handed in.</summary>
/// <param name="Id">file_ and 26 characters.</param>
/// <param name="Object">Always file.</param>
/// <param name="Url">What may stand in image_urls.</param>
/// <param name="MimeType">What its bytes say it is.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds until when the URL works, when that is known.</param>
[AbsentNotNull]
internal sealed record UploadedImageAnswer(
    [property: Required] string Id,
    [property: Required] string Object,
    [property: Required] Uri Url,
    [property: Required] string MimeType,
    [property: Required] long Bytes,
    [property: Required] int Width,
    [property: Required] int Height,
    [property: Required] long CreatedAt,
    long? ExpiresAt);
