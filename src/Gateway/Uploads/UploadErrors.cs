using Gateway.Http;

namespace Gateway.Uploads;

/// <summary>Why there is no image.</summary>
internal static class UploadErrors
{
    public static ApiError NotEnabled() => new(404, "not_found", "This gateway takes no images (Uploads:Enabled); give the URL of one that is public.");

    public static ApiError NotOurs() => new(401, "unauthorized", "The link is not one of this gateway's.");

    public static ApiError Expired() => new(410, "result_expired", "The image is no longer kept.");

    public static ApiError NotServed() => new(502, "upstream_unavailable", "The image can't be had from where it is kept now; trying again later may help.");
}
