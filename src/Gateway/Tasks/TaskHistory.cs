using System.Globalization;
using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>
/// A task's history as it is stored: <c>accepted+812 progress+10240=40 </c>, milliseconds since the task was made. That it
/// was made its row says already, so a create writes nothing. At most a hundred entries are about progress.
/// </summary>
internal static class TaskHistory
{
    private const char End = ' ';
    private const char Percent = '=';
    private static readonly char[] Signs = ['+', '-'];

    /// <returns>What is added to the stored text.</returns>
    public static string Added(Changes changes, Instant now)
    {
        var (before, after) = (changes.Before, changes.After);
        if (before is null || changes.EventKind is not { } kind)
        {
            return "";
        }

        var since = now.UnixMilliseconds - after.CreatedAt.UnixMilliseconds;
        return kind != EventKinds.Progress ? string.Create(CultureInfo.InvariantCulture, $"{kind}{since:+0;-0;+0}{End}")
            : before.Progress == after.Progress && before.Status == after.Status ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{kind}{since:+0;-0;+0}{Percent}{after.Progress}{End}");
    }

    public static IReadOnlyList<HistoryEntry> Read(string stored, Instant createdAt) =>
    [
        new HistoryEntry(EventKinds.Created, createdAt, null),
        .. stored.Split(End, StringSplitOptions.RemoveEmptyEntries).Select(entry => ReadEntry(entry, createdAt)),
    ];

    private static HistoryEntry ReadEntry(string entry, Instant createdAt)
    {
        var sign = entry.IndexOfAny(Signs);
        var percent = entry.IndexOf(Percent, StringComparison.Ordinal);
        var since = entry.AsSpan(sign, (percent < 0 ? entry.Length : percent) - sign);
        return new HistoryEntry(
            entry[..sign],
            createdAt + TimeSpan.FromMilliseconds(long.Parse(since, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            percent < 0 ? null : int.Parse(entry.AsSpan(percent + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
