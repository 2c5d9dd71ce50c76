using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Seeding;

/// <summary>A seeded task as the store's columns, as a real create and its polls would have left it.</summary>
internal static class SeedColumns
{
    private const string Request =
        """{"model":"viduq3-pro","mode":"text-to-video","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9","audio":true}""";

    public static IReadOnlyDictionary<string, Func<SeedTask, object?>> Tasks { get; } = new Dictionary<string, Func<SeedTask, object?>>
    {
        ["id"] = task => task.Id,
        ["team"] = _ => Cast.Team,
        ["key_id"] = _ => $"config:{Cast.Team}",
        ["request_id"] = task => "req_" + task.Id["video_".Length..],
        ["model"] = _ => "viduq3-pro",
        ["upstream_metadata"] = _ => "{}",
        ["price_micros"] = _ => 16_000_000L,
        ["state"] = task => task.Ended ? "completed" : "polling",
        ["money"] = task => task.Ended ? "charged" : "reserved",
        ["routes"] = _ => "toapis",
        ["status"] = task => task.Ended ? "completed" : "in_progress",
        ["progress"] = task => task.Ended ? 100 : 10,
        ["created_at"] = task => task.CreatedAt,
        ["completed_at"] = task => task.Ended ? (task.CreatedAt / 1000) + 90 : null,
        ["expires_at"] = task => task.Ended ? (task.CreatedAt / 1000) + 86_490 : null,
        ["upstream"] = _ => "toapis",
        ["pool_key"] = _ => Cast.PoolKey,
        ["upstream_task_id"] = task => "job_" + task.Id["video_".Length..],
        ["result_url"] = task => task.Ended ? $"https://files.example.com/{task.Id}.mp4" : null,
        ["result_format"] = task => task.Ended ? "mp4" : null,
        ["due_at"] = task => task.DueAt,
        ["version"] = _ => 2,
        ["request"] = _ => Request,
    };

    public static IReadOnlyDictionary<string, Func<SeedTask, object?>> Attempts { get; } = new Dictionary<string, Func<SeedTask, object?>>
    {
        ["id"] = task => task.AttemptId,
        ["task_id"] = task => task.Id,
        ["number"] = _ => 1,
        ["upstream"] = _ => "toapis",
        ["pool_key"] = _ => Cast.PoolKey,
        ["opened_at"] = task => task.CreatedAt,
        ["outcome"] = _ => "accepted",
        ["detail"] = task => "job_" + task.Id["video_".Length..],
        ["closed_at"] = task => task.CreatedAt + 200,
    };

    /// <summary>PostgreSQL alone: when which task is polled.</summary>
    public static IReadOnlyDictionary<string, Func<SeedTask, object?>> Schedule { get; } = new Dictionary<string, Func<SeedTask, object?>>
    {
        ["task_id"] = task => task.Id,
        ["upstream"] = _ => "toapis",
        ["due_at"] = task => task.DueAt,
    };
}
