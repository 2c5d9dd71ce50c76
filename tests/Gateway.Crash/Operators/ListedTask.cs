using System.Text.Json;

namespace Gateway.Crash.Operators;

/// <summary>A task as an operator sees it in a list, with its last attempt.</summary>
internal sealed record ListedTask(string Id, string State, string Upstream, string PoolKey, string AttemptId)
{
    /// <returns>Null when nothing was ever submitted.</returns>
    public static ListedTask? Read(JsonElement row)
    {
        var known = row.GetProperty("internal");
        var attempts = row.GetProperty("attempts");
        return attempts.GetArrayLength() == 0 || known.GetProperty("upstream").GetString() is not { } upstream
            ? null
            : new ListedTask(
                row.GetProperty("id").GetString()!,
                known.GetProperty("state").GetString()!,
                upstream,
                known.GetProperty("pool_key").GetString()!,
                attempts[attempts.GetArrayLength() - 1].GetProperty("id").GetString()!);
    }
}
