using System.Globalization;

namespace Gateway.Generations;

/// <summary><c>X-RateLimit-*</c>: requests a minute, how many are left, and seconds until all are there again.</summary>
internal static class RateHeaders
{
    public static void Write(HttpResponse response, RateLeft? rate)
    {
        if (rate is null)
        {
            return;
        }

        response.Headers["X-RateLimit-Limit"] = rate.Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = rate.Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = ((long)Math.Ceiling(rate.Reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
