using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>What a model costs. Decimal throughout: credits are money.</summary>
/// <param name="Rows">The first that covers a request is its price.</param>
/// <param name="OffPeakFactor">Applied when <c>metadata.off_peak</c> is true.</param>
internal sealed record PriceTable(IReadOnlyList<PriceRow> Rows, decimal OffPeakFactor)
{
    public PriceRow? Find(VideoMode mode, string resolution, bool? audio) =>
        Rows.FirstOrDefault(row => row.Covers(mode, resolution, audio));

    public decimal Of(ResolvedRequest request)
    {
        // The catalogue is refused when a combination that can be asked for has no price.
        var row = Find(request.Mode, request.Resolution, request.Audio)
            ?? throw new InvalidOperationException($"{request.Model} has no price for {request.Mode.Name()}, {request.Resolution}.");
        var credits = row.PerClip ? row.Credits : row.Credits * request.Duration;
        return IsOffPeak(request.Metadata) ? credits * OffPeakFactor : credits;
    }

    private static bool IsOffPeak(JsonElement? metadata) =>
        metadata is { } members
        && members.TryGetProperty(Parameters.OffPeak, out var offPeak)
        && offPeak.ValueKind == JsonValueKind.True;
}
