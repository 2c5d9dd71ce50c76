using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>The job in the answer to a create: flat, or in <c>data</c> as an object or a list.</summary>
/// <param name="Job">The part of the answer that is the job.</param>
/// <param name="Id">The id to poll with.</param>
/// <param name="AliasId">The job's other id.</param>
internal sealed record CreatedJob(JsonElement Job, string Id, string? AliasId)
{
    /// <returns>Null when there is none, when it is another task's, or when nobody can say which of several is ours.</returns>
    public static CreatedJob? Find(JsonElement body, string taskId)
    {
        var flat = Read(body);
        var parts = body.Parts().Select(Read).OfType<CreatedJob>().ToList();
        IEnumerable<CreatedJob?> all = [flat, .. parts];
        if (all.FirstOrDefault(part => part?.Job.BusinessId() == taskId) is { } named)
        {
            return named;
        }

        if (body.Parts().Prepend(body).Any(part => part.BusinessId() is not null))
        {
            return null;
        }

        // An id beside a code, or without a status, is the request's where there is a job inside.
        var isFlat = parts.Count == 0 || (body.Has("status") && !body.Has("code") && !body.Has("success"));
        return flat is not null && isFlat ? flat
            : parts.DistinctBy(part => part.Id).Count() == 1 ? parts[0]
            : null;
    }

    private static CreatedJob? Read(JsonElement part) =>
        UpstreamTaskId.Read(part) is var (id, alias) ? new CreatedJob(part, id, alias) : null;
}
