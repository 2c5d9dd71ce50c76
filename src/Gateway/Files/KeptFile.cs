using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>A finished video that is kept, or is to be.</summary>
/// <param name="Place">The kind of store that keeps it.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="Source">The upstream's link.</param>
/// <param name="SourceUntil">When that dies.</param>
/// <param name="Until">When the copy is deleted.</param>
/// <param name="StoredAt">Null while there is no copy.</param>
/// <param name="Length">Of the copy, in bytes.</param>
/// <param name="Tries">To copy it, that failed.</param>
/// <param name="Claim">Counts who has taken it: whoever was overtaken changes nothing any more.</param>
internal sealed record KeptFile(
    string TaskId, string Place, string Name, string Source, Instant SourceUntil, Instant Until, Instant? StoredAt, long Length, string? Sha256, int Tries, long Claim);
