namespace Gateway.Crash.Store;

/// <summary>A line of the ledger. Amounts are changes, in millionths of a credit; the time is in Unix milliseconds.</summary>
internal sealed record LedgerRow(long Id, string TaskId, string KeyId, string Team, string Kind, long Reserved, long Charged, long At = 0);
