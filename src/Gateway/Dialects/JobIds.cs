namespace Gateway.Dialects;

/// <summary>The ids by which an answer about a job is told from one about another.</summary>
/// <param name="TaskId">Ours, which an upstream may know as <c>client_business_id</c>.</param>
/// <param name="UpstreamTaskId">The id that the upstream is asked by.</param>
/// <param name="AliasId">The job's other id, when its create answered two.</param>
internal sealed record JobIds(string TaskId, string UpstreamTaskId, string? AliasId = null)
{
    public bool Has(string id) => id == UpstreamTaskId || id == AliasId || id == TaskId;
}
