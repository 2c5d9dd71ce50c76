using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Canonical;
using Gateway.Signing;

namespace Gateway.Files;

/// <summary>Signs who may have a file until when: HMAC-SHA256 over the id of the task, or of the image, and the end of the link, as that is written.</summary>
internal sealed class LinkSigner(SigningKeys keys)
{
    private const string Expires = "expires";
    private const string Signature = "signature";

    public bool IsReady => keys.AreSet;

    /// <summary>What a link to a file adds to its address.</summary>
    public string Query(string id, Instant end)
    {
        var expires = end.UnixSeconds.ToString(CultureInfo.InvariantCulture);
        return $"?{Expires}={expires}&{Signature}={Sign(id, expires)}";
    }

    /// <returns>The end of the link that a call came with; null when it came with none of ours to this file.</returns>
    public Instant? EndOf(string id, IQueryCollection query) =>
        query[Expires] is [{ Length: > 0 } expires] && query[Signature] is [{ } signature] && IsOurs(id, expires, signature)
            ? Instant.OfSeconds(long.Parse(expires, CultureInfo.InvariantCulture))
            : null;

    /// <param name="expires">The exact text that stands in the link.</param>
    public string Sign(string id, string expires) => Base64Url.EncodeToString(Hash(keys.Links!, id, expires));

    /// <summary>Takes as long for one that is almost right as for any other.</summary>
    public bool IsOurs(string id, string expires, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature.Length == Base64Url.GetEncodedLength(given.Length)
            && Base64Url.TryDecodeFromChars(signature, given, out var written)
            && written == given.Length
            && IsOurs(id, expires, given);
    }

    private bool IsOurs(string id, string expires, ReadOnlySpan<byte> given)
    {
        var found = false;
        foreach (var key in keys.LinksAccepted)
        {
            found |= CryptographicOperations.FixedTimeEquals(Hash(key, id, expires), given);
        }

        return found;
    }

    // No id has a line break, so no other id and end give the same text.
    private static byte[] Hash(byte[] key, string id, string expires) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{expires}"));
}
