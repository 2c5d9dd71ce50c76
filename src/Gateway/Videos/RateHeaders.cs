using System.Globalization;
using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Videos;

/// <summary><c>X-RateLimit-*</c>: requests a minute, how many are left, and seconds until all are there again.</summary>
internal static class RateHeaders
{
    public static void Write(HttpResponse response, Rate? rate)
    {
        if (rate is { } known)
        {
            Write(response, known.Limit, known.Remaining, known.Reset);
        }
    }

    public static void Write(HttpResponse response, QuotaRefusal refusal, Instant now)
    {
        if (refusal.Kind == LimitKind.RequestsPerMinute)
        {
            Write(response, refusal.Limit, 0, Instant.Later(refusal.ResetsAt ?? now, now) - now);
        }
    }

    private static void Write(HttpResponse response, decimal limit, int remaining, TimeSpan reset)
    {
        response.Headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = ((long)Math.Ceiling(reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
