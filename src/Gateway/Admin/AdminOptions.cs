using System.Security.Cryptography;
using Gateway.Configuration;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>The <c>Admin</c> section.</summary>
/// <param name="Operators">Who may call; when nobody may, the operator API is off.</param>
/// <param name="Port">The only port that answers operators; null when all do.</param>
internal sealed record AdminOptions(IReadOnlyList<OperatorOptions> Operators, int? Port)
{
    public bool IsOff => Operators.Count == 0;

    /// <param name="fallback">The only operator's key when none is set, or null.</param>
    public static AdminOptions Read(ConfigReader section, IEnumerable<ClientOptions> clients, string? fallback)
    {
        var operators = new List<OperatorOptions>();
        if (section.Text("Key") is not null)
        {
            operators.Add(new OperatorOptions(OperatorOptions.FirstName, OperatorOptions.ReadKey(section), Role.Admin));
        }

        var clientKeys = clients.Select(client => ClientKeys.Hash(client.Key)).ToList();
        CheckKey(section, operators, [], clientKeys);
        foreach (var entry in section.Section("Operators").Children())
        {
            var next = OperatorOptions.Read(entry);
            if (operators.Any(other => other.Name.Equals(next.Name, StringComparison.OrdinalIgnoreCase)))
            {
                entry.Fault("Name", $"is '{next.Name}', which is another operator's name too, and the audit log names who did what");
            }

            CheckKey(entry, [next], operators, clientKeys);
            operators.Add(next);
        }

        return new AdminOptions(
            operators.Count > 0 || fallback is null ? operators : [new OperatorOptions(OperatorOptions.FirstName, ClientKeys.Hash(fallback), Role.Admin)],
            section.IntOrNull("Port", 1, 65535));
    }

    /// <param name="authorization">The whole header.</param>
    public OperatorOptions? Find(string? authorization)
    {
        var token = BearerToken.Read(authorization);
        if (token.IsEmpty)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ClientKeys.Hash(token, hash);
        foreach (var known in Operators)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known.KeyHash))
            {
                return known;
            }
        }

        return null;
    }

    private static void CheckKey(ConfigReader section, IReadOnlyList<OperatorOptions> own, IReadOnlyList<OperatorOptions> others, IReadOnlyList<byte[]> clientKeys)
    {
        // An empty one is a fault already.
        var nothing = ClientKeys.Hash("");
        foreach (var (_, hash, _) in own.Where(known => !known.KeyHash.AsSpan().SequenceEqual(nothing)))
        {
            if (clientKeys.Any(hash.SequenceEqual))
            {
                section.Fault("Key", "is a client's key too; the two open different doors");
            }

            if (others.Any(other => hash.SequenceEqual(other.KeyHash)))
            {
                section.Fault("Key", "is another operator's key too");
            }
        }
    }
}
