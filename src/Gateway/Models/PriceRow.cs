using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>One line of a price table; what it does not name, it covers.</summary>
/// <param name="PerClip">Otherwise per second.</param>
internal sealed record PriceRow(VideoMode? Mode, string? Resolution, bool? Audio, decimal Credits, bool PerClip)
{
    public bool Covers(VideoMode mode, string resolution, bool? audio) =>
        (Mode is null || Mode == mode)
        && (Resolution is null || Resolution == resolution)
        && (Audio is null || Audio == audio);
}
