using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Signing;

namespace Gateway.Files;

/// <summary>Signs who may have a file until when: HMAC-SHA256 over the task's id and the end of the link, as that is written.</summary>
internal sealed class LinkSigner(SigningKeys keys)
{
    public bool IsReady => keys.AreSet;

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
