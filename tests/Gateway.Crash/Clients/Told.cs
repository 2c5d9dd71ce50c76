using System.Text.Json;

namespace Gateway.Crash.Clients;

/// <summary>What a client knows of a task, because it was told.</summary>
/// <param name="Error">The code, when it failed.</param>
internal sealed record Told(string Id, string Marker, string Status, int Progress, string? Error)
{
    public bool IsTerminal => Status is "completed" or "failed";

    private int Rank => Status switch
    {
        "queued" => 0,
        "in_progress" => 1,
        _ => 2,
    };

    /// <summary>Reads a canonical task.</summary>
    /// <returns>Also what is wrong with the answer in itself, or null.</returns>
    public static (Told Told, string? Problem) Read(JsonElement task, string marker)
    {
        var status = task.GetProperty("status").GetString()!;
        var progress = task.GetProperty("progress").GetInt32();
        var error = task.TryGetProperty("error", out var found) ? found.GetProperty("code").GetString() : null;
        var told = new Told(task.GetProperty("id").GetString()!, marker, status, progress, error);
        var hasResult = task.TryGetProperty("result", out var result) && result.GetProperty("data")[0].GetProperty("url").GetString()!.StartsWith("http", StringComparison.Ordinal);
        var problem = status is not ("queued" or "in_progress" or "completed" or "failed") ? "no such status"
            : progress == 100 != (status == "completed") ? "progress is 100 exactly when completed"
            : hasResult != (status == "completed") ? "a result exactly when completed"
            : error is not null != (status == "failed") ? "an error exactly when failed"
            : task.TryGetProperty("completed_at", out _) != told.IsTerminal ? "completed_at exactly when terminal"
            : null;
        return (told, problem);
    }

    /// <summary>Whether this may be heard after <paramref name="earlier"/>.</summary>
    /// <remarks>A task that was given up here may be corrected when its job ends well after all; nothing else changes a terminal one.</remarks>
    public bool MayFollow(Told earlier) => earlier switch
    {
        { Status: "failed", Error: "timeout" or "upstream_outcome_unknown" } => this == earlier || Status == "completed",
        { IsTerminal: true } => this == earlier,
        _ => Rank >= earlier.Rank && Progress >= earlier.Progress,
    };

    public override string ToString() => $"{Id} ({Marker}) {Status} {Progress}% {Error}";
}
