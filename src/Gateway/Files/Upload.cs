using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>An image that a team has handed in, kept here for upstreams to fetch.</summary>
/// <param name="Place">The kind of store that keeps it.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="ContentType">What its own bytes say it is.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Until">From then on it is served only while a live task refers to it.</param>
internal sealed record Upload(
    string Id, string Team, string KeyId, string Place, string Name, string ContentType, long Length, Instant CreatedAt, Instant Until);
