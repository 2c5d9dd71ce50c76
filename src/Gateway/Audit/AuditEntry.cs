namespace Gateway.Audit;

/// <summary>That an operator has changed something: one row of an append-only table, written in the transaction of the change.</summary>
/// <param name="Before">As JSON, without secrets; null when there was nothing.</param>
/// <param name="After">The same, as it then was.</param>
internal sealed record AuditEntry(Act Act, string? Before, string? After);
