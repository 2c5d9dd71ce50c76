using Gateway.Dialects;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>An operator's word on a submission: what became of it, and the job's id.</summary>
internal static class ResolutionFields
{
    private const string Outcome = "outcome";
    private const string JobId = "upstream_task_id";
    private const string Created = "created";

    private static readonly IReadOnlyList<string> Outcomes = [Created, "not_created"];

    /// <returns>The job's id; null when there is no job, or the body is faulty.</returns>
    public static string? Read(FieldReader fields)
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
}
