using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>A line of the ledger and when it was written, in Unix milliseconds.</summary>
internal sealed record LedgerLine(LedgerEntry Entry, long At);
