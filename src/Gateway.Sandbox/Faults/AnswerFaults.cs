using System.Text.Json.Nodes;
using Gateway.Sandbox.Upstreams;

namespace Gateway.Sandbox.Faults;

/// <summary>Spoils an answer that would have been right.</summary>
internal static class AnswerFaults
{
    public static Answer Created(Answer answer, FaultList faults)
    {
        if (faults.Has("no_id"))
        {
            RemoveIds(answer.Body);
        }

        return answer with
        {
            Body = faults.Has("empty_body") ? null : answer.Body,
            Delay = TimeSpan.FromSeconds(faults.Find("slow")?.Number ?? 0),
            IsCutOff = faults.Has("malformed"),
            IsAborted = faults.Has("reset_after"),
        };
    }

    /// <summary>Numbers as strings, everywhere below this node.</summary>
    public static void NumbersAsStrings(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
                    {
                        members[name] = value.ToJsonString();
                    }

                    NumbersAsStrings(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    NumbersAsStrings(item);
                }

                break;
            default:
                break;
        }
    }

    private static void RemoveIds(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                members.Remove("id");
                members.Remove("task_id");
                RemoveIds(members["data"]);
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    RemoveIds(item);
                }

                break;
            default:
                break;
        }
    }
}
