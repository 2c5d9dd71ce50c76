namespace Gateway.Storage.Moving;

/// <summary>A column of the database, and where its values come from.</summary>
/// <param name="Source">In SQLite's SQL, over the file's table of the same name.</param>
internal sealed record CopiedColumn(string Name, ColumnKind Kind, string Source);
