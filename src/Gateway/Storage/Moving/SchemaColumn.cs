namespace Gateway.Storage.Moving;

/// <summary>A column as an engine says that it has it.</summary>
/// <param name="IsIdentity">Whether the engine numbers the rows by itself.</param>
internal sealed record SchemaColumn(string Table, string Name, string Type, bool IsIdentity);
