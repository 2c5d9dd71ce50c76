namespace Gateway.Tasks;

/// <summary>What became of an operator's word on a submission.</summary>
internal abstract record ResolveResult
{
    private ResolveResult()
    {
    }

    public sealed record Resolved(TaskRecord Task) : ResolveResult;

    /// <summary>Its outcome is known, or still under way.</summary>
    public sealed record NotUnresolved(TaskRecord Task) : ResolveResult;

    /// <summary>The job is another task's: its price would be charged twice.</summary>
    public sealed record Owned(string TaskId) : ResolveResult;

    public sealed record Absent : ResolveResult;
}
