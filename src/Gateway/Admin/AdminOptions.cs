using System.Security.Cryptography;
using Gateway.Configuration;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>The <c>Admin</c> section.</summary>
/// <param name="KeyHash">Of the operators' key; null switches the operator API off.</param>
internal sealed record AdminOptions(byte[]? KeyHash)
{
    // It opens every team's tasks and budgets, and nothing slows down who guesses.
    private const int ShortestKey = 20;

    /// <param name="fallback">The key when none is set, or null.</param>
    public static AdminOptions Read(ConfigReader section, IEnumerable<ClientOptions> clients, string? fallback)
    {
        if (section.Text("Key") is null)
        {
            return new AdminOptions(fallback is null ? null : ClientKeys.Hash(fallback));
        }

        var key = section.Secret("Key");
        if (key.Length is > 0 and < ShortestKey)
        {
            section.Fault("Key", $"has {key.Length} characters; allowed: at least {ShortestKey}");
        }

        if (clients.Any(client => client.Key == key))
        {
            section.Fault("Key", "is a client's key too; the two open different doors");
        }

        return new AdminOptions(ClientKeys.Hash(key));
    }

    /// <param name="authorization">The whole header.</param>
    public bool IsOpenedBy(string? authorization)
    {
        var token = BearerToken.Read(authorization);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ClientKeys.Hash(token, hash);
        return !token.IsEmpty && KeyHash is not null && CryptographicOperations.FixedTimeEquals(hash, KeyHash);
    }
}
