using Gateway.Generations;

namespace Gateway.Waiting;

/// <summary>How a call that waits for a task ends.</summary>
internal abstract record WaitOutcome
{
    /// <summary>The task as it is now, changed or not.</summary>
    public sealed record Found(TaskView View) : WaitOutcome;

    /// <summary>The team has no such task.</summary>
    public sealed record Absent : WaitOutcome;

    /// <summary>The key has as many waiting calls as it may have.</summary>
    public sealed record TooMany : WaitOutcome;

    /// <summary>The key works no more.</summary>
    public sealed record KeyEnded : WaitOutcome;
}
