using System.Text.Json.Nodes;

namespace Gateway.Tests.Lies;

/// <summary>What the dialects document or are known to answer, about our job, about another's, and about none: the lies are made of these.</summary>
internal sealed class TrueAnswers(Random random)
{
    private static readonly string[] Words =
        ["queued", "pending", "", "in_progress", "processing", "IN_PROGRESS", "completed", "SUCCESS", "success", "failed", "FAILURE", "error", "cancelled", "canceled", "moderating"];

    public JsonNode Create(string dialect, JobNames names) => random.Next(12) switch
    {
        0 => Refusal(),
        1 => Named(new JsonObject { ["status"] = "queued" }, names),
        _ => dialect switch
        {
            "toapis" => new JsonObject { ["id"] = names.Alias, ["task_id"] = names.Id, ["status"] = "queued", ["metadata"] = new JsonObject { ["note"] = names.Secret, [names.Secret] = 1 } },
            "legacy" => new JsonObject { ["id"] = names.Id, ["task_id"] = names.Id, ["status"] = "queued" },
            _ => new JsonObject { ["code"] = 200, ["data"] = new JsonArray(new JsonObject { ["status"] = "submitted", ["task_id"] = names.Id }) },
        },
    };

    public JsonNode Poll(string dialect, JobNames names) => random.Next(10) switch
    {
        0 => Refusal(),
        1 => Envelope(dialect, new JsonArray(Job(dialect, Foreign(names)), Job(dialect, names))),
        2 => Job(dialect, names, isNamed: false),
        3 => Envelope(dialect, Job(dialect, names, isNamed: false)),
        4 or 5 => Job(dialect, Foreign(names)),
        6 => Envelope(dialect, Job(dialect, Foreign(names))),
        7 => Envelope(dialect, Job(dialect, names)),
        _ => Job(dialect, names),
    };

    private JsonObject Job(string dialect, JobNames names, bool isNamed = true)
    {
        // What nobody named may come from anybody: no link of another is in it, or nobody could tell who was lied to.
        var url = names.Id == JobNames.ForeignId ? JobNames.ForeignUrl : JobNames.OurUrl;
        var word = Words[random.Next(Words.Length)];
        var job = new JsonObject { ["status"] = word, ["progress"] = random.Next(120) };
        if (word is "completed" or "SUCCESS" or "success")
        {
            job["result"] = dialect == "toapis"
                ? new JsonObject { ["type"] = "video", ["data"] = new JsonArray(new JsonObject { ["url"] = url, ["format"] = "mp4" }) }
                : new JsonObject { ["videos"] = new JsonArray(new JsonObject { ["url"] = new JsonArray(url) }), ["video_url"] = url };
            job["fail_reason"] = url;
        }
        else if (word is "failed" or "FAILURE" or "error" && random.Next(2) == 0)
        {
            job["error"] = new JsonObject { ["code"] = random.Next(2) == 0 ? "internal_error" : 404, ["message"] = $"no {names.Secret}\nWRN forged" };
        }

        return isNamed ? Named(job, names) : job;
    }

    private JsonObject Named(JsonObject job, JobNames names)
    {
        switch (random.Next(6))
        {
            case 0:
                job["task_id"] = names.Id;
                break;
            case 1:
                (job["id"], job["task_id"]) = (names.Alias, names.Id);
                break;
            case 2:
                (job["id"], job["client_business_id"]) = (names.Id, names.TaskId);
                break;
            case 3:
                (job["id"], job["client_business_id"]) = (names.Id, JobNames.ForeignTaskId);
                break;
            default:
                job["id"] = names.Id;
                break;
        }

        return job;
    }

    private static JsonObject Envelope(string dialect, JsonNode job) => new() { ["code"] = dialect == "legacy" ? "success" : 200, ["data"] = job };

    private JsonObject Refusal()
    {
        var word = Words[random.Next(Words.Length)];
        return random.Next(8) switch
        {
            0 => new() { ["code"] = 503, ["status"] = word, ["message"] = "service temporarily unavailable" },
            1 => new() { ["code"] = "internal_error", ["status"] = word },
            2 => new() { ["success"] = false, ["status"] = word, ["code"] = 500 },
            3 => new() { ["success"] = false, ["message"] = "insufficient balance" },
            4 => new() { ["error"] = new JsonObject { ["code"] = "task_not_found", ["message"] = "m" }, ["status"] = word },
            5 => new() { ["error"] = new JsonObject { ["code"] = 401 } },
            6 => new() { ["error"] = "m", ["status"] = word },
            _ => new() { ["code"] = 200, ["status"] = word, ["data"] = null },
        };
    }

    private static JobNames Foreign(JobNames names) => names with { TaskId = JobNames.ForeignTaskId, Id = JobNames.ForeignId, Alias = JobNames.ForeignId };
}
