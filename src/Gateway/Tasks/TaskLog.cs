using Gateway.Dialects;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>One line per outcome and per change of a task. No prompt, no URL, no secret.</summary>
internal sealed partial class TaskLog(ILogger<TaskLog> logger, SafeMessage safe)
{
    public void Outcome(TaskRecord task, AttemptRecord attempt, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.Of(outcome, safe);
        Attempted(logger, task.Id, attempt.Id, word, detail, attempt.Upstream, attempt.PoolKey, task.RequestId);
    }

    public void Overtaken(TaskRecord task) => ChangedElsewhere(logger, task.Id, task.State, task.RequestId);

    public void UnknownWord(TaskRecord task, string word) => StrangeStatus(logger, task.Upstream!, safe.From(word), task.Id);

    public void AnotherJob(TaskRecord task, Whose named) =>
        StrangeJob(logger, task.Upstream!, named == Whose.AnotherBusinessId ? "client_business_id" : "id", task.Id);

    public void Silent(TaskRecord task, string why) => NoVerdict(logger, task.Id, safe.From(why), task.Upstream, task.PoolKey, task.RequestId);

    public void Broken(Exception problem, TaskRecord task) => Failed(logger, problem, task.Id, task.State, task.RequestId);

    public void NotStored(Exception problem, TaskRecord task) => OutcomeNotStored(logger, problem, task.Id, task.State, task.UpstreamTaskId, task.RequestId);

    public void RoundBroken(Exception problem) => LoopTrouble(logger, problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be asked for due tasks; it is asked again")]
    private static partial void LoopTrouble(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: its outcome ({State}, job {UpstreamTaskId}) could not be stored; it is tried again request_id={RequestId}")]
    private static partial void OutcomeNotStored(ILogger logger, Exception problem, string taskId, TaskState state, string? upstreamTaskId, string requestId);

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

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId} ({State}) could not be attended to; it is tried again request_id={RequestId}")]
    private static partial void Failed(ILogger logger, Exception problem, string taskId, TaskState state, string requestId);
}
