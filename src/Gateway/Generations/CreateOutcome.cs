using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>What became of a call for a video.</summary>
internal abstract record CreateOutcome
{
    private CreateOutcome()
    {
    }

    /// <summary>Requests a minute; null where they are not limited, or were not asked for.</summary>
    public RateLeft? Rate { get; init; }

    /// <summary>There is a task.</summary>
    /// <param name="IsReplay">Whether an earlier call with the same Idempotency-Key has made it.</param>
    public sealed record Made(TaskView View, bool IsReplay) : CreateOutcome;

    /// <summary>There is a task, but it has failed at once: surely no upstream has a job for it.</summary>
    /// <param name="IsReplay">Whether an earlier call with the same Idempotency-Key has made it.</param>
    public sealed record NotStarted(TaskRecord Task, ApiError Error, bool IsReplay) : CreateOutcome;

    /// <summary>There is no task.</summary>
    /// <param name="Model">Null when it was refused before its model was known.</param>
    public sealed record Refused(ApiError Error, string? Model = null) : CreateOutcome;
}
