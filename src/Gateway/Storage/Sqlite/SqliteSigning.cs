using Gateway.Signing;

namespace Gateway.Storage.Sqlite;

/// <summary>The check value of the signing secret in the same file.</summary>
internal sealed class SqliteSigning(SqliteWriter writer) : ISigningStore
{
    public async Task<string> Claim(string current, string? previous) => (await writer.Write(session =>
    {
        session.Execute(
            "INSERT INTO signing (one, check_value) VALUES (1, @current) ON CONFLICT (one) DO UPDATE SET check_value = @current WHERE check_value = @previous",
            ("current", current), ("previous", previous));
        return session.First("SELECT check_value FROM signing", row => row.GetString(0));
    }))!;
}
