using System.Diagnostics;
using Gateway.Tasks;

namespace Gateway.Telemetry;

/// <summary>The spans of the gateway's own work. Where nobody records them there are none.</summary>
internal static class Traces
{
    public const string Name = "Gateway";

    public const string Task = "gateway.task.id";
    public const string State = "gateway.task.state";
    public const string Outcome = "gateway.attempt.outcome";
    public const string Result = "gateway.poll.result";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Below the call that made the task, also when the task had to wait for its turn.</summary>
    public static Activity? Attempt(TaskRecord task, AttemptRecord attempt)
    {
        var span = Source.StartActivity("attempt", ActivityKind.Internal, Activity.Current?.Context ?? ContextOf(task) ?? default);
        span?.SetTag(Task, task.Id).SetTag("gateway.attempt.id", attempt.Id).SetTag("gateway.attempt.number", attempt.Number);
        return Described(span, attempt.Upstream, attempt.PoolKey, task.Model);
    }

    /// <summary>A trace of its own that is linked to the task's: a task may be polled for a day, and no trace is kept open so long.</summary>
    public static Activity? Poll(TaskRecord task)
    {
        var made = ContextOf(task);
        if (made is { TraceFlags: ActivityTraceFlags.None })
        {
            // Whoever chose not to record the create has chosen for all of the task.
            return null;
        }

        var span = Source.StartActivity("poll", ActivityKind.Internal, default(ActivityContext), null, made is { } link ? [new ActivityLink(link)] : null);
        return Described(span?.SetTag(Task, task.Id), task.Upstream, task.PoolKey, task.Model);
    }

    private static Activity? Described(Activity? span, string? upstream, string? poolKey, string model) =>
        span?.SetTag("gateway.upstream", upstream).SetTag("gateway.pool_key", poolKey).SetTag("gateway.model", model);

    private static ActivityContext? ContextOf(TaskRecord task) =>
        ActivityContext.TryParse(task.Trace, null, isRemote: true, out var context) ? context : null;
}
