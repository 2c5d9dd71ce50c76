using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>A line of the ledger and when it was written.</summary>
internal sealed record LedgerLine(LedgerEntry Entry, Instant At);
