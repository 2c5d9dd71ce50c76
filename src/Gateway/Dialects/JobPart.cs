using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>The part of a poll's answer that is the job, and whose job the answer says it is.</summary>
/// <param name="Job">Undefined when no part is the job that was asked for.</param>
/// <param name="Whose">Another's only when there is no such part.</param>
/// <param name="IsWrapped">It stands in <c>data</c> rather than being the answer itself.</param>
internal sealed record JobPart(JsonElement Job, Whose Whose, bool IsWrapped)
{
    private const string Status = "status";
    private const string Code = "code";

    public bool IsFound => Job.ValueKind == JsonValueKind.Object;

    /// <summary>Whether the answer is tied to the job by more than being an answer: by its id, or by the documented envelope, which has a code.</summary>
    public bool SpeaksOfTheJob => IsFound && (Whose == Whose.Ours || (IsWrapped && HasCode));

    private bool HasCode { get; init; }

    public static JobPart Find(JsonElement body, JobIds job)
    {
        var outer = body.Whose(job);
        var parts = body.Parts().ToList();
        if (outer == Whose.AnotherBusinessId)
        {
            return Another(outer);
        }

        if (outer == Whose.Ours && body.Has(Status) && !(IsEnvelope(body) && parts.Any(part => part.Has(Status))))
        {
            return Checked(new JobPart(body, outer, IsWrapped: false), job);
        }

        var ours = parts.FirstOrDefault(part => part.Whose(job) == Whose.Ours);
        if (ours.ValueKind == JsonValueKind.Object)
        {
            // A word beside the part that has the id may be the envelope's own: it counts like one without an id.
            var isBeside = outer == Whose.Unsaid && body.Has(Status) && !ours.Has(Status);
            return Checked(isBeside ? new JobPart(body, outer, IsWrapped: false) : new JobPart(ours, Whose.Ours, IsWrapped: true), job);
        }

        var another = parts.Select(part => part.Whose(job)).Append(outer).FirstOrDefault(WhoseReader.IsAnother);
        return another == Whose.Unsaid ? Checked(Unnamed(body, parts, outer), job) : Another(another);
    }

    /// <summary>No part carries an id, unless the answer around them has ours.</summary>
    private static JobPart Unnamed(JsonElement body, IReadOnlyList<JsonElement> parts, Whose outer)
    {
        var jobs = body.ValueKind == JsonValueKind.Object ? parts.Where(part => part.Has(Status)).ToList() : [];
        if (jobs.Count == 1 && (!body.Has(Status) || IsEnvelope(body)))
        {
            return new JobPart(jobs[0], outer, IsWrapped: true) { HasCode = body.Has(Code) };
        }

        // Of several jobs without an id nobody can say which is ours.
        var isJob = outer == Whose.Ours || (body.Has(Status) && jobs.Count < 2);
        return new JobPart(isJob ? body : default, outer, IsWrapped: false);
    }

    /// <summary>What lies in a job's own <c>data</c> comes from its maker, who has other ids: they count where the job itself has none.</summary>
    private static JobPart Checked(JobPart found, JobIds job)
    {
        var inside = found.Job.WhoseInside(job).ToList();
        var another = inside.Contains(Whose.AnotherBusinessId) ? Whose.AnotherBusinessId
            : found.Whose == Whose.Unsaid || inside.Contains(Whose.Ours) ? inside.FirstOrDefault(WhoseReader.IsAnother)
            : Whose.Unsaid;
        return another == Whose.Unsaid ? found : Another(another);
    }

    /// <summary>A status beside these is the envelope's own where there is a job inside.</summary>
    private static bool IsEnvelope(JsonElement body) => body.Has(Code) || body.Has("success");

    private static JobPart Another(Whose whose) => new(default, whose, IsWrapped: false);
}
