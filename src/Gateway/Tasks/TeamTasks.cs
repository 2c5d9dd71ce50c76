using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Which of its tasks a team asks for, newest first. Null is any.</summary>
/// <param name="After">Only tasks older than the one with this id.</param>
internal sealed record TeamTasks(string Team, VideoStatus? Status, string? Model, string? After, int Limit)
{
    public IReadOnlyList<string> Statuses => Status is { } one ? [one.Word()] : VideoStatusNames.All;

    public string Before => After ?? IdSource.AfterEveryId;
}
