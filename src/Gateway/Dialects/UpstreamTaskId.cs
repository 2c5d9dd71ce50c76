using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>The upstream's id of a job.</summary>
internal static class UpstreamTaskId
{
    private const int MaxLength = 256;

    /// <summary>Where an answer has both, <c>task_id</c> is the one that polling knows.</summary>
    public static string? Read(JsonElement task) =>
        Usable(task.Member("task_id").Text()) ?? Usable(task.Member("id").Text());

    /// <summary>The id as one segment of a path.</summary>
    public static string Segment(string id) => Uri.EscapeDataString(id);

    // Dots alone would be resolved away and the poll would ask another address.
    public static bool IsUsable([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= MaxLength } and not ("." or "..");

    private static string? Usable(string? id) => IsUsable(id) ? id : null;
}
