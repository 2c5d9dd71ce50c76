using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Gateway.Canonical;

namespace Gateway.Keys;

/// <summary>
/// Finds the key that a request brings. All keys are in memory, as hashes that are compared in constant time, so a call
/// costs no query; whoever changes a key says so here, and it counts at once. For a key that is not there, see <see cref="UnknownKeys"/>.
/// </summary>
internal sealed class ClientKeys(IEnumerable<ClientOptions> clients, TimeProvider time)
{
    private readonly Lock change = new();
    private IReadOnlyList<KeyRecord> declared = Records(clients);
    private IReadOnlyList<KeyRecord> made = [];

    // The first bytes of a hash pick the entry; nobody can aim at them without knowing the key.
    private FrozenDictionary<long, KeyRecord[]> byPrefix = FrozenDictionary<long, KeyRecord[]>.Empty;

    /// <summary>Keys were made, changed or revoked.</summary>
    public event Action? Changed;

    /// <summary>The keys of the settings.</summary>
    public IReadOnlyList<KeyRecord> Declared => Volatile.Read(ref declared);

    /// <summary>Takes over the keys that operators have made; those of the settings stay.</summary>
    public void Replace(IEnumerable<KeyRecord> all)
    {
        lock (change)
        {
            made = [.. all.Where(record => record.RevokedAt is null)];
            Index();
        }

        Changed?.Invoke();
    }

    /// <summary>Takes over the keys of new settings; those that operators have made stay.</summary>
    public void Declare(IEnumerable<ClientOptions> clients)
    {
        lock (change)
        {
            Volatile.Write(ref declared, Records(clients));
            Index();
        }

        Changed?.Invoke();
    }

    /// <param name="authorization">The whole header.</param>
    /// <returns>Null for a missing, malformed, unknown, expired or revoked key: all the same to the caller.</returns>
    public ClientKey? Find(string? authorization)
    {
        var token = BearerToken.Read(authorization);
        if (token.IsEmpty)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        foreach (var record in Volatile.Read(ref byPrefix).GetValueOrDefault(BitConverter.ToInt64(hash)) ?? [])
        {
            if (Opens(record, hash, time.Now()))
            {
                return record.Key;
            }
        }

        return null;
    }

    public static byte[] Hash(string secret)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(secret, hash);
        return hash;
    }

    public static void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(secret.Length));
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(secret, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }

    private void Index() => Volatile.Write(
        ref byPrefix,
        declared.Concat(made)
            .SelectMany(record => Hashes(record).Select(hash => (Prefix: BitConverter.ToInt64(hash), Record: record)))
            .GroupBy(entry => entry.Prefix)
            .ToFrozenDictionary(group => group.Key, group => group.Select(entry => entry.Record).ToArray()));

    private static KeyRecord[] Records(IEnumerable<ClientOptions> clients) =>
    [
        .. clients.Select(client => new KeyRecord(
            new ClientKey(KeyRecord.DeclaredPrefix + client.Name, client.Name, client.Team, client.Models, client.Limits),
            Hash(client.Key), null, null, default, null) { Hint = KeyRecord.HintOf(client.Key) }),
    ];

    private static bool Opens(KeyRecord record, ReadOnlySpan<byte> hash, Instant now) =>
        (record.Key.ExpiresAt is not { } expiry || now < expiry)
        && (CryptographicOperations.FixedTimeEquals(hash, record.Hash)
            || (now < record.PreviousUntil && CryptographicOperations.FixedTimeEquals(hash, record.PreviousHash)));

    private static IEnumerable<byte[]> Hashes(KeyRecord record) =>
        record.PreviousHash is null ? [record.Hash] : [record.Hash, record.PreviousHash];
}
