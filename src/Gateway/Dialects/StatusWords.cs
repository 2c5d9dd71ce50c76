using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>The words a dialect has for a job's status; case does not matter.</summary>
internal sealed record StatusWords(
    IReadOnlyList<string> Queued, IReadOnlyList<string> InProgress, IReadOnlyList<string> Completed, IReadOnlyList<string> Failed)
{
    // Every upstream's, whatever else it says: a job that was cancelled will not go on.
    private static readonly IReadOnlyList<string> Cancelled = ["cancelled", "canceled"];

    public static bool IsCancelled(string word) => Has(Cancelled, word);

    /// <summary>The status that the word stands for, or null when it is none of them.</summary>
    public VideoStatus? Read(string word) =>
        Has(Queued, word) ? VideoStatus.Queued
        : Has(InProgress, word) ? VideoStatus.InProgress
        : Has(Completed, word) ? VideoStatus.Completed
        : Has(Failed, word) || IsCancelled(word) ? VideoStatus.Failed
        : null;

    private static bool Has(IReadOnlyList<string> words, string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
