using Gateway.Http;

namespace Gateway.Admin;

/// <summary>A time that operators give in seconds.</summary>
internal static class SpanField
{
    public static TimeSpan ReadSpan(this FieldReader fields, string name, TimeSpan usual, TimeSpan most)
    {
        var seconds = fields.Whole(name) ?? (long)usual.TotalSeconds;
        if (seconds >= 0 && seconds <= (long)most.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        fields.Problems.AddOutOfRange(name, 0, (long)most.TotalSeconds);
        return TimeSpan.Zero;
    }
}
