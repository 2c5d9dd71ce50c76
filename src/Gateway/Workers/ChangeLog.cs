using System.Diagnostics;
using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>One line per task that comes to be and per change of its state. No prompt, no URL, no secret.</summary>
internal sealed partial class ChangeLog(ILogger<ChangeLog> logger) : ITaskSubscriber
{
    public void Hear(TaskEvent happened)
    {
        switch (happened.Changes)
        {
            // Whoever has made the change writes its line.
            case null when !happened.IsOurs:
                break;
            case null:
                HeardLate(logger, happened.TaskId, happened.Kind, happened.At.Utc);
                break;
            case { Before: null, After: var task }:
                Opened(logger, task.Id, task.Model, task.Team, task.KeyId, task.Upstream, task.PoolKey, task.RequestId, TraceOf(task));
                break;
            case { Before: { } before, After: var after } when before.State != after.State || before.Status != after.Status:
                Moved(logger, Weight(before, after), after.Id, before.State, after.State, after.Status, after.ErrorCode, after.Upstream, after.PoolKey, after.RequestId, TraceOf(after));
                break;
        }
    }

    /// <summary>Of the call that made the task.</summary>
    private static string? TraceOf(TaskRecord task) => ActivityContext.TryParse(task.Trace, null, out var context) ? context.TraceId.ToHexString() : null;

    /// <summary>A job that nobody knows of may need an operator. After a resend it is as unknown as before, which is no news.</summary>
    private static LogLevel Weight(TaskRecord before, TaskRecord after)
    {
        var becomesUnknown = after.State == TaskState.Unknown && (before.UnknownSince is null || before.State == TaskState.Polling);
        return becomesUnknown || after.ErrorCode == TaskErrors.OutcomeUnknown ? LogLevel.Warning : LogLevel.Information;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} opened model={Model} team={Team} key={Key} upstream={Upstream} pool_key={PoolKey} request_id={RequestId} trace_id={TaskTraceId}")]
    private static partial void Opened(ILogger logger, string taskId, string model, string team, string key, string? upstream, string? poolKey, string requestId, string? taskTraceId);

    [LoggerMessage(Message = "Task {TaskId} {From} -> {To} status={Status} error={Error} upstream={Upstream} pool_key={PoolKey} request_id={RequestId} trace_id={TaskTraceId}")]
    private static partial void Moved(ILogger logger, LogLevel level, string taskId, TaskState from, TaskState to, VideoStatus status, string? error, string? upstream, string? poolKey, string requestId, string? taskTraceId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} {Kind} at {At:O}; its line was written late, and may be there already")]
    private static partial void HeardLate(ILogger logger, string taskId, string kind, DateTimeOffset at);
}
