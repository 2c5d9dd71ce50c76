using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>One line per outcome and per change of a task. No prompt, no URL, no secret.</summary>
internal sealed partial class TaskLog(ILogger<TaskLog> logger, SafeMessage safe)
{
    public void Outcome(TaskRecord task, AttemptRecord attempt, SubmitOutcome outcome)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var (word, detail) = OutcomeWords.Of(outcome, safe);
        Attempted(logger, task.Id, attempt.Id, word, detail, attempt.Upstream, attempt.PoolKey, task.RequestId);
    }

    public void Overtaken(TaskRecord task) => ChangedElsewhere(logger, task.Id, task.State, task.RequestId);

    public void UnknownWord(TaskRecord task, string word) => StrangeStatus(logger, task.Upstream!, safe.From(word), task.Id);

    public void AnotherJob(TaskRecord task, Whose named) =>
        StrangeJob(logger, task.Upstream!, named == Whose.AnotherBusinessId ? "client_business_id" : "id", task.Id);

    public void Silent(TaskRecord task, string why) => NoVerdict(logger, task.Id, safe.From(why), task.Upstream, task.PoolKey, task.RequestId);

    public void Broken(Exception problem, TaskRecord task)
    {
        if (problem is StoreUnavailableException)
        {
            NotNow(logger, task.Id, task.State, task.RequestId);
        }
        else
        {
            Failed(logger, problem, task.Id, task.State, task.RequestId);
        }
    }

    public void CameLate(TaskRecord task, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.Of(outcome, safe);
        OutcomeCameLate(logger, task.Id, word, detail, task.State, task.RequestId);
    }

    public void CameAfterTheEnd(TaskRecord task, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.Of(outcome, safe);
        OutcomeCameAfterTheEnd(logger, task.Id, word, detail, task.RequestId);
    }

    public void SecondJob(TaskRecord task, string jobId) => AnotherJob(logger, task.Id, jobId, task.UpstreamTaskId, task.Upstream, task.RequestId);

    public void NotStored(Exception problem, TaskRecord task) =>
        OutcomeNotStored(logger, task.Id, task.State, task.UpstreamTaskId, problem.Message, task.RequestId);

    public void StoredAtLast(TaskRecord task, TimeSpan after) => OutcomeStored(logger, task.Id, task.State, after, task.RequestId);

    public void NeverStored(Exception problem, TaskRecord task) =>
        OutcomeNeverStored(logger, problem, task.Id, task.State, task.UpstreamTaskId, task.RequestId);

    public void RoundBroken(Exception problem)
    {
        // A store that can't be used says so itself, once.
        if (problem is not StoreUnavailableException)
        {
            LoopTrouble(logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be asked for due tasks; it is asked again")]
    private static partial void LoopTrouble(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: its outcome ({State}, job {UpstreamTaskId}) could not be stored ({Problem}); it is tried again until it can request_id={RequestId}")]
    private static partial void OutcomeNotStored(ILogger logger, string taskId, TaskState state, string? upstreamTaskId, string problem, string requestId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: its outcome ({State}) is stored after {After} request_id={RequestId}")]
    private static partial void OutcomeStored(ILogger logger, string taskId, TaskState state, TimeSpan after, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: its outcome ({State}, job {UpstreamTaskId}) could not be stored before the process ends request_id={RequestId}")]
    private static partial void OutcomeNeverStored(ILogger logger, Exception problem, string taskId, TaskState state, string? upstreamTaskId, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the outcome of its submission, {Outcome} ({Detail}), came when the task was {State} already request_id={RequestId}")]
    private static partial void OutcomeCameLate(ILogger logger, string taskId, string outcome, string? detail, TaskState state, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the outcome of its submission, {Outcome} ({Detail}), came when the task had ended long ago and was deleted request_id={RequestId}")]
    private static partial void OutcomeCameAfterTheEnd(ILogger logger, string taskId, string outcome, string? detail, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the upstream accepted the job {SecondJob}, but the task has the job {UpstreamTaskId}; the second is not followed upstream={Upstream} request_id={RequestId}")]
    private static partial void AnotherJob(ILogger logger, string taskId, string secondJob, string? upstreamTaskId, string? upstream, string requestId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} attempt {AttemptId} {Outcome} ({Detail}) upstream={Upstream} pool_key={PoolKey} request_id={RequestId}")]
    private static partial void Attempted(ILogger logger, string taskId, string attemptId, string outcome, string? detail, string? upstream, string? poolKey, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} was changed elsewhere; the change to {State} is dropped request_id={RequestId}")]
    private static partial void ChangedElsewhere(ILogger logger, string taskId, TaskState state, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upstream {Upstream} uses the unknown status word '{Word}', taken for still running; first seen at task {TaskId}")]
    private static partial void StrangeStatus(ILogger logger, string upstream, string? word, string taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upstream {Upstream} answers with another job's {Kind}, which says nothing about the one asked for; first seen at task {TaskId}")]
    private static partial void StrangeJob(ILogger logger, string upstream, string kind, string taskId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId} poll without verdict: {Why} upstream={Upstream} pool_key={PoolKey} request_id={RequestId}")]
    private static partial void NoVerdict(ILogger logger, string taskId, string? why, string? upstream, string? poolKey, string requestId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId} ({State}) is attended to when the store can be used again request_id={RequestId}")]
    private static partial void NotNow(ILogger logger, string taskId, TaskState state, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId} ({State}) could not be attended to; it is tried again request_id={RequestId}")]
    private static partial void Failed(ILogger logger, Exception problem, string taskId, TaskState state, string requestId);
}
