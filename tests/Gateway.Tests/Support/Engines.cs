using Gateway.Servers;

namespace Gateway.Tests.Support;

/// <summary>What the store's tests run on.</summary>
internal static class Engines
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>PostgreSQL behind a PgBouncer that gives each transaction another connection.</summary>
    public const string PgBouncer = "pgbouncer";

    public static IReadOnlyList<string> All { get; } = [Sqlite, Postgres];

    public static IReadOnlyList<string> AllAndPooled { get; } = [.. All, PgBouncer];

    /// <summary>
    /// Skips the test when the engine is not there. CI installs them all, so there it fails: an engine that nobody tests
    /// would otherwise pass.
    /// </summary>
    public static async Task Require(string engine)
    {
        var missing = engine switch
        {
            Sqlite => null,
            Postgres => (await PostgresServer.Find()).Missing,
            _ => (await PostgresServer.Find()).Missing ?? PgBouncerServer.Missing(),
        };
        Tools.Require(missing is null, missing ?? "");
    }
}
