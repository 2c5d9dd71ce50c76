using System.Data;
using System.Data.Common;
using Gateway.Storage.Postgres;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage;

/// <summary>The store as somebody finds it who changes nothing in it, also beside gateways that run on it.</summary>
/// <param name="State">What a start would find, in words.</param>
/// <param name="KeysInUse">The pool keys that have running tasks.</param>
internal sealed record StoreLook(string State, IReadOnlyList<(string Upstream, string PoolKey, int Tasks)> KeysInUse)
{
    /// <summary>Of what both engines keep.</summary>
    public const string KeysInUseSql = "SELECT upstream, pool_key, in_flight FROM pool_keys WHERE in_flight > 0";

    /// <returns>What was found, or why the store can't be used.</returns>
    public static async Task<(StoreLook? Found, string? Problem)> At(StorageOptions options)
    {
        try
        {
            return (options.Provider == StorageOptions.Postgres ? await PostgresLook.At(options) : SqliteLook.At(options), null);
        }
        catch (Exception problem) when (problem is DbException or DataException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return (null, problem.Message);
        }
    }

    /// <exception cref="DataException">It was written by a newer gateway.</exception>
    public static string Schema(int applied, int newest) => applied > newest
        ? throw new DataException($"The database is at schema {applied}, this version knows {newest}: it was written by a newer gateway.")
        : applied < newest ? $"at schema {applied}, which the start would bring to {newest}" : $"at schema {applied}, as this version has it";
}
