using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>The upstream's id of a job.</summary>
internal static class UpstreamTaskId
{
    private const int MaxLength = 256;

    /// <summary>Where an answer has two, <c>task_id</c> is the one that polling knows, and the other is the job's as well.</summary>
    public static (string Id, string? Alias)? Read(JsonElement task)
    {
        var (taskId, id) = (Usable(task.Member("task_id").Text()), Usable(task.Member("id").Text()));
        return taskId is null ? (id is null ? null : (id, null)) : (taskId, id == taskId ? null : id);
    }

    /// <summary>The id as one segment of a path.</summary>
    public static string Segment(string id) => Uri.EscapeDataString(id);

    // Dots alone would be resolved away and the poll would ask another address. An id with something invisible in it, or with
    // a gap where a key or a broken character was, is not the one that the upstream knows.
    public static bool IsUsable([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxLength } and not ("." or "..")
        && !id.Contains(UpstreamWord.Removed, StringComparison.Ordinal)
        && !id.Contains('\uFFFD')
        && UpstreamWord.IsOneLine(id);

    private static string? Usable(string? id) => IsUsable(id) ? id : null;
}
