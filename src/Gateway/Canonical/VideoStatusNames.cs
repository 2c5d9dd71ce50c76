namespace Gateway.Canonical;

/// <summary>The words of <see cref="VideoStatus"/> in JSON and in the store.</summary>
internal static class VideoStatusNames
{
    public static string Word(this VideoStatus status) => status switch
    {
        VideoStatus.Queued => "queued",
        VideoStatus.InProgress => "in_progress",
        VideoStatus.Completed => "completed",
        VideoStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
