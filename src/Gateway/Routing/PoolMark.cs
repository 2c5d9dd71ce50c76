using System.Security.Cryptography;
using System.Text;
using Gateway.Canonical;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>What an upstream made of a pool key, as replicas tell each other.</summary>
/// <param name="Switch">The operators' switch that stood when it was made; a later one ends it.</param>
/// <param name="Until">By the clock that replicas share; the end of time when only an operator ends it.</param>
internal sealed record PoolMark(PoolMarkId Id, long Switch, Instant Until)
{
    public const string Cooling = "cooling";
    public const string Exhausted = "exhausted";
    public const string Refused = "refused";

    private const int FingerprintBytes = 4;

    /// <summary>
    /// Tells a key's secrets apart: a new one, which some replicas have before others, has not been refused yet. Too short for
    /// anyone to learn something about the secret from it.
    /// </summary>
    public static string Fingerprint(Upstream upstream, PoolKeyOptions key) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{upstream.Name}/{key.Id}/{key.Secret}")).AsSpan(0, FingerprintBytes));
}
