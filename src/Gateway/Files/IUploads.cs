using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>What is kept of uploaded images. What a method returns is on disk.</summary>
internal interface IUploads
{
    /// <summary>Before its file is written, so that a file that nobody finishes is found and deleted.</summary>
    /// <param name="due">When nobody can be writing it any more.</param>
    Task Add(Upload upload, Instant due);

    /// <summary>Its file is there.</summary>
    /// <param name="due">When it is to be looked at whether it may go.</param>
    /// <returns>Whether it is not too late: else the file is nobody's.</returns>
    Task<bool> Stored(string id, Instant due);

    /// <returns>Null when there is none, or its file is not there yet.</returns>
    ValueTask<Upload?> Find(string id);

    /// <summary>Takes some that are due. Nobody else gets them before <paramref name="leaseUntil"/>.</summary>
    Task<IReadOnlyList<Upload>> Take(Instant now, Instant leaseUntil, int limit);

    /// <summary>The ids that stand in the requests of live tasks. It reads all of them, so it is asked seldom.</summary>
    Task<IReadOnlySet<string>> InUse();

    Task Postpone(string id, Instant due);

    /// <summary>Its file is deleted, and nothing is to be remembered of it.</summary>
    Task Forget(string id);
}
