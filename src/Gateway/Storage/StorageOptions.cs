using Gateway.Configuration;

namespace Gateway.Storage;

/// <summary>Where tasks are kept.</summary>
/// <param name="Provider">The engine.</param>
/// <param name="ConnectionString">In that engine's own syntax.</param>
internal sealed record StorageOptions(string Provider, string ConnectionString)
{
    public static StorageOptions Read(ConfigReader section) => new(
        section.OneOf("Provider", "sqlite", ["sqlite"]),
        section.Text("ConnectionString", "Data Source=data/gateway.db"));
}
