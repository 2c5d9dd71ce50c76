namespace Gateway.Tasks;

/// <summary>What became of the wish to open a task.</summary>
internal abstract record OpenResult
{
    private OpenResult()
    {
    }

    /// <summary>The task and its first attempt are on disk.</summary>
    public sealed record Opened : OpenResult;

    /// <summary>The same request was made before under this Idempotency-Key.</summary>
    public sealed record Replay(string TaskId) : OpenResult;

    /// <summary>The Idempotency-Key stands for another body.</summary>
    public sealed record Conflict : OpenResult;
}
