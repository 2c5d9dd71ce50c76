namespace Gateway.Audit;

/// <summary>Reads the audit log. It is written by whoever saves a change, together with the change.</summary>
internal interface IAuditStore
{
    /// <summary>Newest first.</summary>
    /// <param name="olderThan">Only lines that stand before this one; null for the newest.</param>
    ValueTask<IReadOnlyList<AuditLine>> Lines(long? olderThan, int limit);
}
