using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>Finds the task in an answer: flat, or in <c>data</c> as an object or a list.</summary>
internal static class TaskEnvelope
{
    public static JsonElement Open(JsonElement body)
    {
        if (body.Has("status"))
        {
            return body;
        }

        var inner = body.Member("data").Items().FirstOrDefault(IsTask);
        return inner.ValueKind == JsonValueKind.Object ? inner : body;
    }

    /// <summary>
    /// Whether an answer of success speaks about a job rather than about an error.
    /// A status is the job's own word, whatever else the answer says.
    /// </summary>
    public static bool IsJob(JsonElement task, bool isRefusal) =>
        task.Has("status") || (!isRefusal && !task.Has("error") && IsTask(task));

    private static bool IsTask(JsonElement element) => element.Has("status") || UpstreamTaskId.Read(element) is not null;
}
