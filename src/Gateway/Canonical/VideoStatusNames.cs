using System.Collections.Frozen;

namespace Gateway.Canonical;

/// <summary>The words of <see cref="VideoStatus"/> in JSON and in the store.</summary>
internal static class VideoStatusNames
{
    private static readonly FrozenDictionary<string, VideoStatus> ByWord = Enum.GetValues<VideoStatus>().ToFrozenDictionary(Word);

    /// <summary>In the order of a task's life.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<VideoStatus>().Select(Word)];

    public static VideoStatus Parse(string word) => ByWord[word];

    public static string Word(this VideoStatus status) => status switch
    {
        VideoStatus.Queued => "queued",
        VideoStatus.InProgress => "in_progress",
        VideoStatus.Completed => "completed",
        VideoStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
