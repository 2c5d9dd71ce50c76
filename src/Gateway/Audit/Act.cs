using Gateway.Canonical;

namespace Gateway.Audit;

/// <summary>What an operator is about to do: who, what, to what, from where and when.</summary>
/// <param name="Operator">The name of whoever calls.</param>
/// <param name="Action">A word such as <c>key.revoke</c>.</param>
/// <param name="Target">The id or name of what is changed.</param>
/// <param name="From">The address that the call came from.</param>
/// <param name="RequestId">Finds the call in the gateway's log.</param>
internal sealed record Act(string Operator, string Action, string Target, string? From, string RequestId, Instant At)
{
    /// <param name="before">As JSON, without secrets; null when there was nothing.</param>
    /// <param name="after">The same, as it then is.</param>
    public AuditEntry Changed(string? before, string? after) => new(this, before, after);
}
