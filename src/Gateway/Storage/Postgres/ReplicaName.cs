using System.Security.Cryptography;

namespace Gateway.Storage.Postgres;

/// <summary>What a replica is called: the machine's name, for people, and something that no other process has had.</summary>
internal static class ReplicaName
{
    private const int Letters = 8;

    public static string New() => $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(Letters, lowercase: true)}";
}
