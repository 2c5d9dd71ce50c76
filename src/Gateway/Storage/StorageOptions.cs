using Gateway.Configuration;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage;

/// <summary>Where tasks are kept.</summary>
/// <param name="Provider">The engine.</param>
/// <param name="ConnectionString">In that engine's own syntax.</param>
internal sealed record StorageOptions(string Provider, string ConnectionString)
{
    public static StorageOptions Read(ConfigReader section)
    {
        var options = new StorageOptions(
            section.OneOf("Provider", "sqlite", ["sqlite"]),
            section.Text("ConnectionString", "Data Source=data/gateway.db"));
        if (!SqliteFile.IsUsable(options.ConnectionString))
        {
            // Not quoted: a connection string may hold a password.
            section.Fault("ConnectionString", $"can't be used; allowed: {SqliteFile.Allowed}");
        }

        return options;
    }
}
