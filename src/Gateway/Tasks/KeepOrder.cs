using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>The copy that is to be made of a finished video. Its row is written with the change that completes the task.</summary>
/// <param name="Place">The kind of store that keeps it.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="SourceUntil">When the upstream's link dies; until then it is tried again.</param>
/// <param name="Until">When the copy is deleted.</param>
internal sealed record KeepOrder(string Place, string Name, Instant SourceUntil, Instant Until)
{
    /// <summary>How long an upstream's link works when nobody says.</summary>
    private static readonly TimeSpan UsualSource = TimeSpan.FromHours(24);

    /// <param name="ended">When the task ended.</param>
    public static KeepOrder For(KeepRule rule, string taskId, string? format, Instant ended, Instant? sourceUntil) =>
        new(rule.Place, $"{Drawer(taskId)}/{taskId}.{ResultFormat.Extension(format)}", sourceUntil ?? ended + UsualSource, ended + rule.For);

    /// <summary>Ids begin with their time: five characters of it are a new drawer every nine hours, so that none gets too full.</summary>
    private static string Drawer(string id) => id.Substring(id.IndexOf('_', StringComparison.Ordinal) + 1, 5);
}
