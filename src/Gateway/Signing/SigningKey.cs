using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Signing;

/// <summary>One signing secret, from which a key for each purpose is derived (HKDF-SHA256). None of them tells anything of another.</summary>
internal sealed class SigningKey(string secret)
{
    /// <summary>Of every key that is derived.</summary>
    public const int Length = 32;

    private const string LinksPurpose = "links";
    private const string CallbacksPurpose = "callbacks";
    private const string CheckPurpose = "check";

    private readonly byte[] material = Encoding.UTF8.GetBytes(secret);

    /// <summary>What signs links to content.</summary>
    public byte[] Links => Derive([], LinksPurpose);

    /// <summary>
    /// Says whether two processes have the same secret, and nothing else about it. It stands in the store.
    /// </summary>
    public string CheckValue => Convert.ToHexStringLower(Derive([], CheckPurpose));

    /// <param name="salt">Random, and kept with the version: so a team's next secret can't be foreseen.</param>
    public byte[] CallbackSecret(string team, long version, ReadOnlySpan<byte> salt) =>
        Derive(salt, CallbacksPurpose, team, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Each part goes with its length before it: else "a" and "bc" would give the key of "ab" and "c".</summary>
    private byte[] Derive(ReadOnlySpan<byte> salt, params ReadOnlySpan<string> purpose)
    {
        var info = new ArrayBufferWriter<byte>();
        foreach (var part in purpose)
        {
            BinaryPrimitives.WriteInt32BigEndian(info.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(part));
            info.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(part, info);
        }

        var key = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, key, salt, info.WrittenSpan);
        return key;
    }
}
