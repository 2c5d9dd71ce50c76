namespace Gateway.Crash.Store;

/// <summary>A sum that the store keeps beside the ledger.</summary>
/// <param name="Kind">key or team.</param>
/// <param name="Day">Counted from 1970-01-01, by when the task was made.</param>
internal sealed record SpendingRow(string Kind, string Id, long Day, long Reserved, long Charged);
