using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>How a message is signed, and when it is tried again: Standard Webhooks 1.0.0.</summary>
internal static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>What a secret's text begins with.</summary>
    public const string Prefix = "whsec_";

    /// <summary>How long after each try the next one is.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    /// <summary>One signature for each secret, with a space between.</summary>
    public static string Signature(IEnumerable<byte[]> secrets, string id, Instant at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.UnixSeconds}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }

    /// <param name="tries">How many there were, at least one.</param>
    /// <param name="asked">What the receiver asked to wait.</param>
    /// <param name="jitter">From 0 to 1: callbacks that failed together drift apart, by up to a tenth.</param>
    /// <returns>How long until the next try; null when there is none.</returns>
    public static TimeSpan? Pause(int tries, TimeSpan? asked, double jitter)
    {
        if (tries > Pauses.Length)
        {
            return null;
        }

        var pause = Pauses[tries - 1] * (1 + (0.1 * jitter));
        var longer = asked > LongestAsked ? LongestAsked : asked;
        return longer > pause ? longer : pause;
    }
}
