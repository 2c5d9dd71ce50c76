namespace Gateway.Tasks;

/// <summary>What a result's format is called elsewhere.</summary>
internal static class ResultFormat
{
    private const string Usual = "mp4";

    /// <summary>Never what an upstream says: a browser is not to run anything that came as a video.</summary>
    public static string ContentType(string? format) => format switch
    {
        null or Usual => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "gif" => "image/gif",
        _ => "application/octet-stream",
    };

    /// <summary>Of a file's name.</summary>
    public static string Extension(string? format) => format is "webm" or "mov" or "gif" ? format : Usual;
}
