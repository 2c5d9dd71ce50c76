namespace Gateway.Audit;

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Id">Later ones have higher ids.</param>
internal sealed record AuditLine(long Id, AuditEntry Entry);
