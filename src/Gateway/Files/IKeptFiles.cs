using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>What is kept of results and what is still to be copied or deleted. What a method returns is on disk.</summary>
internal interface IKeptFiles
{
    ValueTask<KeptFile?> Find(string taskId);

    /// <summary>Takes some that are due: to be copied, or to be deleted. Nobody else gets them before <paramref name="leaseUntil"/>.</summary>
    Task<IReadOnlyList<KeptFile>> Take(Instant now, Instant leaseUntil, int limit);

    /// <summary>Moves the time at which it is due next.</summary>
    /// <param name="tries">From now on.</param>
    /// <returns>Whether it was still ours.</returns>
    Task<bool> Postpone(KeptFile file, Instant due, int tries);

    /// <summary>It was copied.</summary>
    /// <returns>Whether it was still ours; else the copy may be nobody's.</returns>
    Task<bool> Stored(KeptFile file, Instant at, long length, string sha256);

    /// <summary>Its copy is gone although nobody has deleted it: it is to be made again.</summary>
    Task Missed(KeptFile file, Instant now);

    /// <summary>It was deleted, and nothing is to be remembered of it.</summary>
    Task Forget(KeptFile file);
}
