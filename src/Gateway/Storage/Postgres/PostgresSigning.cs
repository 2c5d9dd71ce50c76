using Gateway.Signing;

namespace Gateway.Storage.Postgres;

/// <summary>The check value of the signing secret in the same database.</summary>
internal sealed class PostgresSigning(PostgresSource source) : ISigningStore
{
    public async Task<string> Claim(string current, string? previous)
    {
        var found = "";
        var batch = new PostgresBatch();
        batch.Do(
            "INSERT INTO signing AS here (one, check_value) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET check_value = $1 WHERE here.check_value = $2",
            current, previous ?? "");
        batch.Ask("SELECT check_value FROM signing", row => found = row.GetString(0));
        await source.Run(batch);
        return found;
    }
}
