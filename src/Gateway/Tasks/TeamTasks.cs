using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Which of its tasks a team asks for, newest first. Null is any.</summary>
/// <param name="After">Only tasks older than the one with this id.</param>
internal sealed record TeamTasks(string Team, VideoStatus? Status, string? Model, string? After, int Limit)
{
    /// <summary>Later than every id.</summary>
    private const string Newest = "video_~";

    private static readonly IReadOnlyList<VideoStatus> All = Enum.GetValues<VideoStatus>();

    public IReadOnlyList<string> Statuses => [.. (Status is { } one ? [one] : All).Select(VideoStatusNames.Word)];

    public string Before => After ?? Newest;
}
