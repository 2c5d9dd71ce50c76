using Gateway.Http;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>What a task that was just made, or is found again, means for whoever called for it.</summary>
internal sealed class CreateOutcomes(TaskViews views, Pool pool, Router router)
{
    private static readonly TimeSpan UnavailableRetry = TimeSpan.FromSeconds(10);

    /// <summary>A submission that surely made no job is an error, everything else is the task.</summary>
    public async Task<CreateOutcome> Of(TaskRecord task, bool isReplay = false) => Error(task) is { } error
        ? new CreateOutcome.NotStarted(task, error, isReplay)
        : new CreateOutcome.Made(await views.Of(task), isReplay);

    private ApiError? Error(TaskRecord task) => task switch
    {
        { UpstreamTaskId: not null } => null,
        { ErrorCode: TaskErrors.ContentPolicy } => new ApiError(422, TaskErrors.ContentPolicy, task.ErrorMessage!),
        { ErrorCode: TaskErrors.UpstreamRejected } => new ApiError(502, TaskErrors.UpstreamRejected, task.ErrorMessage!),
        { ErrorCode: TaskErrors.UpstreamUnavailable } => ApiError.UpstreamUnavailable(pool.Rest(router.Candidates(task.Model, task.Routes), task.Model, task.Id) ?? UnavailableRetry),
        _ => null,
    };
}
