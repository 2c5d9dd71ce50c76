using Gateway.Dialects;
using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>An operator says what became of a submission whose outcome nobody else could find out.</summary>
internal sealed class ResolveTask(ITaskStore tasks, ITaskReports reports, TaskLife life)
{
    private const string Outcome = "outcome";
    private const string JobId = "upstream_task_id";
    private const string Created = "created";

    private static readonly IReadOnlyList<string> Outcomes = [Created, "not_created"];

    public async Task<IResult> Resolve(string id, FieldReader fields)
    {
        var jobId = Read(fields);
        if (fields.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        if (await tasks.Find(id) is not { } task)
        {
            return new ErrorResult(ApiError.TaskNotFound());
        }

        switch (await tasks.Decide(new ResolveWish(id, jobId, task.Upstream, task.CreatedAt, life)))
        {
            case ResolveResult.Resolved:
                var details = await reports.Task(id);
                return new JsonResult(writer => TaskDetailsJson.Write(writer, details!));
            case ResolveResult.Owned owned:
                return new ErrorResult(AdminErrors.Conflict($"'{Shown.Text(jobId!)}' is the job of the task {owned.TaskId}."));
            case ResolveResult.NotUnresolved refused:
                return new ErrorResult(AdminErrors.Conflict(WhyNot(refused.Task)));
            default:
                return new ErrorResult(ApiError.TaskNotFound());
        }
    }

    /// <returns>The job's id; null when there is no job, or the body is faulty.</returns>
    private static string? Read(FieldReader fields)
    {
        var outcome = fields.Text(Outcome);
        var jobId = fields.Text(JobId, emptyIsAbsent: false);
        if (outcome is null && !fields.Problems.Concerns(Outcome))
        {
            fields.Problems.Add(Outcome, DetailCodes.Required, $"'{Outcome}' is required.", JsonValues.List(Outcomes));
        }
        else if (outcome is not null && !Outcomes.Contains(outcome))
        {
            fields.Problems.AddNotAllowed(Outcome, outcome, Outcomes);
        }

        if (!fields.Problems.Concerns(JobId))
        {
            fields.Problems.Add(ProblemOf(outcome, jobId));
        }

        fields.RefuseUnknown([Outcome, JobId]);
        return jobId;
    }

    private static ErrorDetail? ProblemOf(string? outcome, string? jobId) => (outcome, jobId) switch
    {
        (Created, null) => new(JobId, DetailCodes.Required, $"'{JobId}' is required: the id that the upstream gave the job."),
        (Created, _) when !UpstreamTaskId.IsUsable(jobId) || jobId.Any(char.IsControl) =>
            new(JobId, DetailCodes.NotAllowed, $"'{JobId}' must be the id that the upstream gave the job, of 1 to 256 characters."),
        (not Created, not null) => new(JobId, DetailCodes.UnsupportedParameter, $"'{JobId}' goes with the outcome '{Created}' only."),
        _ => null,
    };

    private static string WhyNot(TaskRecord task) => task switch
    {
        { State: TaskState.Queued } => "Nothing of this task was submitted yet.",
        { State: TaskState.Submitting } => "The submission of this task is still under way.",
        { IsFollowedLate: true } => "The upstream has accepted this task's job after all, and it is being followed.",
        { ErrorCode: TaskErrors.OutcomeUnknown } => "This task is resolved already: its price was refunded.",
        _ => $"What became of this task's submission is known: the task is {task.State.Word()}.",
    };
}
