namespace Gateway.Http;

/// <summary>Finds the name that was probably meant.</summary>
internal static class ClosestName
{
    private const int MaxLength = 40;

    /// <summary>The sentence that names it, with a leading space, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Find(name, known) is { } closest ? $" Did you mean '{closest}'?" : "";

    /// <summary>Whether the name is a known one but for case, <c>_</c> and <c>-</c>.</summary>
    public static bool IsMisspelled(string name, IReadOnlyCollection<string> known) =>
        !known.Contains(name) && Plain(name) is { Length: > 0 } plain && known.Any(candidate => Plain(candidate) == plain);

    public static string? Find(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        if (plain.Length is < 2 or > MaxLength)
        {
            return null;
        }

        return known
            .Select(candidate => (candidate, distance: Distance(plain, Plain(candidate))))
            .Where(pair => pair.distance <= Math.Max(1, plain.Length / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault()
            ?? known.FirstOrDefault(candidate => plain.Length >= 5 && Plain(candidate).Contains(plain, StringComparison.Ordinal));
    }

    /// <summary>aspectRatio, aspect-ratio and aspect_ratio are one name in three spellings.</summary>
    private static string Plain(string name) =>
        name.Length > 2 * MaxLength
            ? name
            : name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>How many letters have to be put in, taken out, changed or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                        rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
