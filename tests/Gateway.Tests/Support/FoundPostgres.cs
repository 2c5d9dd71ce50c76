namespace Gateway.Tests.Support;

/// <summary>The outcome of looking for a server.</summary>
/// <param name="Missing">Why there is none.</param>
internal sealed record FoundPostgres(PostgresServer? Server, string? Missing);
