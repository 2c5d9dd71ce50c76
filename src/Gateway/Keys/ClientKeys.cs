using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Keys;

/// <summary>Finds the key that a request brings. Only hashes are kept, and they are compared in constant time.</summary>
internal sealed class ClientKeys(IEnumerable<ClientOptions> clients)
{
    private const string Scheme = "Bearer ";
    private const int LongestKey = 512;

    // The first bytes of a hash pick the entry; nobody can aim at them without knowing the key.
    private readonly FrozenDictionary<long, (byte[] Hash, ClientKey Key)> byPrefix = clients.ToFrozenDictionary(
        client => BitConverter.ToInt64(Hash(client.Key)),
        client => (Hash(client.Key), new ClientKey($"config:{client.Name}", client.Name, client.Team, client.Models?.ToFrozenSet())));

    /// <param name="authorization">The whole header.</param>
    /// <returns>Null for a missing, malformed or unknown key: all the same to the caller.</returns>
    public ClientKey? Find(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var token = authorization.AsSpan(Scheme.Length).Trim(' ');
        if (token.Length is 0 or > LongestKey)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        return byPrefix.TryGetValue(BitConverter.ToInt64(hash), out var entry) && CryptographicOperations.FixedTimeEquals(hash, entry.Hash)
            ? entry.Key
            : null;
    }

    private static byte[] Hash(string key)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        return hash;
    }

    private static void Hash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(key.Length));
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(key, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }
}
