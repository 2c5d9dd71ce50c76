namespace Gateway.Tasks;

/// <summary>What became of the wish to cancel a task.</summary>
internal abstract record CancelResult
{
    private CancelResult()
    {
    }

    /// <summary>It is cancelled, now or before.</summary>
    public sealed record Cancelled(TaskRecord Task) : CancelResult;

    /// <summary>It has ended, or its upstream may have the job.</summary>
    public sealed record NotCancellable(TaskRecord Task) : CancelResult;

    public sealed record Absent : CancelResult;
}
