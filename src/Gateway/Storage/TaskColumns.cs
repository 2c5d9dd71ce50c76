using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A task as columns, in one order for every statement of every engine.</summary>
internal static class TaskColumns
{
    public const string Fixed = "id, team, key_id, request_id, model, client_metadata, price_micros, created_at, routes";

    public const string Changing =
        "upstream_metadata, state, status, progress, completed_at, expires_at, upstream, pool_key, upstream_task_id, "
        + "result_url, result_format, error_code, error_message, due_at, silences, not_founds, not_found_since, missing_urls, "
        + "unknown_since, money, version";

    public const string All = Fixed + ", " + Changing;

    public static int Count { get; } = All.Split(", ").Length;

    /// <summary><c>id = @id, …</c>-style assignments for an UPDATE.</summary>
    public static string Assignments { get; } = string.Join(", ", Changing.Split(", ").Select(column => $"{column} = @{column}"));

    public static string Parameters { get; } = string.Join(", ", All.Split(", ").Select(column => "@" + column));

    public static IEnumerable<(string Name, object? Value)> FixedValues(TaskRecord task) =>
    [
        ("id", task.Id), ("team", task.Team), ("key_id", task.KeyId), ("request_id", task.RequestId), ("model", task.Model),
        ("client_metadata", task.ClientMetadata), ("price_micros", task.PriceMicros), ("created_at", task.CreatedAt), ("routes", task.Routes),
    ];

    public static IEnumerable<(string Name, object? Value)> ChangingValues(TaskRecord task) =>
    [
        ("upstream_metadata", task.UpstreamMetadata), ("state", task.State.Word()), ("status", task.Status.Word()),
        ("progress", task.Progress), ("completed_at", task.CompletedAt), ("expires_at", task.ExpiresAt),
        ("upstream", task.Upstream), ("pool_key", task.PoolKey), ("upstream_task_id", task.UpstreamTaskId),
        ("result_url", task.ResultUrl), ("result_format", task.ResultFormat), ("error_code", task.ErrorCode),
        ("error_message", task.ErrorMessage), ("due_at", task.DueAt), ("silences", task.Silences),
        ("not_founds", task.NotFounds), ("not_found_since", task.NotFoundSince), ("missing_urls", task.MissingUrls),
        ("unknown_since", task.UnknownSince), ("money", task.Money.Word()), ("version", task.Version),
    ];

    /// <summary>Reads a row of <see cref="All"/>.</summary>
    public static TaskRecord Read(IRow row) => new()
    {
        Id = row.GetString(0),
        Team = row.GetString(1),
        KeyId = row.GetString(2),
        RequestId = row.GetString(3),
        Model = row.GetString(4),
        ClientMetadata = row.Text(5),
        PriceMicros = row.GetInt64(6),
        CreatedAt = row.GetInt64(7),
        Routes = row.GetString(8),
        UpstreamMetadata = row.Text(9),
        State = State(row.GetString(10)),
        Status = Status(row.GetString(11)),
        Progress = row.GetInt32(12),
        CompletedAt = row.Number(13),
        ExpiresAt = row.Number(14),
        Upstream = row.Text(15),
        PoolKey = row.Text(16),
        UpstreamTaskId = row.Text(17),
        ResultUrl = row.Text(18),
        ResultFormat = row.Text(19),
        ErrorCode = row.Text(20),
        ErrorMessage = row.Text(21),
        DueAt = row.Number(22),
        Silences = row.GetInt32(23),
        NotFounds = row.GetInt32(24),
        NotFoundSince = row.Number(25),
        MissingUrls = row.GetInt32(26),
        UnknownSince = row.Number(27),
        Money = Money(row.GetString(28)),
        Version = row.GetInt32(29),
    };

    private static TaskState State(string word) => word switch
    {
        "queued" => TaskState.Queued,
        "submitting" => TaskState.Submitting,
        "polling" => TaskState.Polling,
        "unknown" => TaskState.Unknown,
        "completed" => TaskState.Completed,
        "failed" => TaskState.Failed,
        _ => throw new FormatException($"'{word}' is no task state"),
    };

    private static VideoStatus Status(string word) => word switch
    {
        "queued" => VideoStatus.Queued,
        "in_progress" => VideoStatus.InProgress,
        "completed" => VideoStatus.Completed,
        "failed" => VideoStatus.Failed,
        _ => throw new FormatException($"'{word}' is no status"),
    };

    private static Money Money(string word) => word switch
    {
        "reserved" => Quotas.Money.Reserved,
        "charged" => Quotas.Money.Charged,
        "refunded" => Quotas.Money.Refunded,
        _ => throw new FormatException($"'{word}' is no state of money"),
    };
}
