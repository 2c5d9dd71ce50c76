using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>Reads whose job a part of an answer is.</summary>
internal static class WhoseReader
{
    private static readonly string[] IdNames = ["id", "task_id"];

    /// <summary>The task id of ours that the upstream was sent with the create.</summary>
    public static string? BusinessId(this JsonElement part) => part.Member("client_business_id").Text();

    public static Whose Whose(this JsonElement part, JobIds job)
    {
        if (part.BusinessId() is { } businessId)
        {
            return businessId == job.TaskId ? Dialects.Whose.Ours : Dialects.Whose.AnotherBusinessId;
        }

        var ids = IdNames.Select(name => part.Member(name).Text()).OfType<string>().ToList();
        return ids.Count == 0 ? Dialects.Whose.Unsaid : ids.Any(job.Has) ? Dialects.Whose.Ours : Dialects.Whose.AnotherId;
    }

    public static bool IsAnother(this Whose whose) => whose is Dialects.Whose.AnotherId or Dialects.Whose.AnotherBusinessId;

    /// <summary>All that lies in <c>data</c>, at any depth.</summary>
    public static IEnumerable<Whose> WhoseInside(this JsonElement part, JobIds job) =>
        part.Parts().SelectMany(inner => inner.WhoseInside(job).Prepend(inner.Whose(job)));

    /// <summary>The objects that an envelope holds: in <c>data</c>, or in the list that it is itself.</summary>
    public static IEnumerable<JsonElement> Parts(this JsonElement body) =>
        (body.ValueKind == JsonValueKind.Array ? body : body.Member("data")).Items().Where(part => part.ValueKind == JsonValueKind.Object);
}
