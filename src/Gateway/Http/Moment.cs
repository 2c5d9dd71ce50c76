using System.Globalization;
using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>A point in time as operators write it: Unix seconds, or an ISO 8601 date or time; without an offset it is UTC.</summary>
internal static class Moment
{
    public const string Form = "Unix seconds, or a date or time such as 2026-01-14 or 2026-01-14T08:00:00Z";

    /// <summary>9998-12-31T23:59:59Z: whoever adds a month still has a time.</summary>
    private const long LastSecond = 253_370_764_799;

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <returns>Null when it is no time since 1970.</returns>
    public static Instant? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return OfSeconds(seconds);
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, utc, out var time)
            ? OfSeconds(time.ToUnixTimeSeconds()) + TimeSpan.FromMilliseconds(time.Millisecond)
            : null;
    }

    public static Instant? Parse(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Parse(value.GetString()!)
        : WholeNumber.TryRead(value, out var seconds) ? OfSeconds(seconds)
        : null;

    private static Instant? OfSeconds(long seconds) => seconds is >= 0 and <= LastSecond ? Instant.OfSeconds(seconds) : null;
}
