using System.Collections.Frozen;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A task as columns, in one order for every statement of every engine.</summary>
internal static class TaskColumns
{
    public const string Fixed = "id, team, key_id, request_id, model, client_metadata, price_micros, created_at, routes";

    /// <summary>What changes while a task is live. None of them is in the indexes of live tasks.</summary>
    private const string Living =
        "upstream_metadata, state, status, progress, upstream, pool_key, upstream_task_id, due_at, silences, not_founds, "
        + "not_found_since, missing_urls, unknown_since, money, version, upstream_alias_id";

    /// <summary>What changes with and after its end.</summary>
    private const string Ending = "completed_at, expires_at, result_url, result_format, error_code, error_message";

    public const string All = Fixed + ", " + Living + ", " + Ending;

    private static readonly FrozenDictionary<string, TaskState> States = Enum.GetValues<TaskState>().ToFrozenDictionary(TaskStateNames.Word);
    private static readonly FrozenDictionary<string, VideoStatus> Statuses = Enum.GetValues<VideoStatus>().ToFrozenDictionary(VideoStatusNames.Word);
    private static readonly FrozenDictionary<string, Money> Moneys = Enum.GetValues<Money>().ToFrozenDictionary(MoneyNames.Word);

    public static int Count { get; } = All.Split(", ").Length;

    /// <summary><c>state = @state, …</c> for the UPDATE of a task that stays live: <see cref="LivingValues"/>.</summary>
    public static string LivingAssignments { get; } = Assignments(Living);

    /// <summary>The same for any other: <see cref="LivingValues"/>, then <see cref="EndingValues"/>.</summary>
    public static string AllAssignments { get; } = Assignments(Living + ", " + Ending);

    public static string Parameters { get; } = string.Join(", ", All.Split(", ").Select(column => "@" + column));

    public static (string Name, object? Value)[] FixedValues(TaskRecord task) =>
    [
        ("id", task.Id), ("team", task.Team), ("key_id", task.KeyId), ("request_id", task.RequestId), ("model", task.Model),
        ("client_metadata", task.ClientMetadata), ("price_micros", task.PriceMicros), ("created_at", task.CreatedAt), ("routes", task.Routes),
    ];

    public static (string Name, object? Value)[] LivingValues(TaskRecord task) =>
    [
        ("upstream_metadata", task.UpstreamMetadata), ("state", task.State.Word()), ("status", task.Status.Word()),
        ("progress", task.Progress), ("upstream", task.Upstream), ("pool_key", task.PoolKey), ("upstream_task_id", task.UpstreamTaskId),
        ("due_at", task.DueAt), ("silences", task.Silences), ("not_founds", task.NotFounds), ("not_found_since", task.NotFoundSince),
        ("missing_urls", task.MissingUrls), ("unknown_since", task.UnknownSince), ("money", task.Money.Word()), ("version", task.Version),
        ("upstream_alias_id", task.UpstreamAliasId),
    ];

    public static (string Name, object? Value)[] EndingValues(TaskRecord task) =>
    [
        ("completed_at", task.CompletedAt), ("expires_at", task.ExpiresAt), ("result_url", task.ResultUrl),
        ("result_format", task.ResultFormat), ("error_code", task.ErrorCode), ("error_message", task.ErrorMessage),
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
        State = States[row.GetString(10)],
        Status = Statuses[row.GetString(11)],
        Progress = row.GetInt32(12),
        Upstream = row.Text(13),
        PoolKey = row.Text(14),
        UpstreamTaskId = row.Text(15),
        DueAt = row.Number(16),
        Silences = row.GetInt32(17),
        NotFounds = row.GetInt32(18),
        NotFoundSince = row.Number(19),
        MissingUrls = row.GetInt32(20),
        UnknownSince = row.Number(21),
        Money = Moneys[row.GetString(22)],
        Version = row.GetInt32(23),
        UpstreamAliasId = row.Text(24),
        CompletedAt = row.Number(25),
        ExpiresAt = row.Number(26),
        ResultUrl = row.Text(27),
        ResultFormat = row.Text(28),
        ErrorCode = row.Text(29),
        ErrorMessage = row.Text(30),
    };

    private static string Assignments(string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{column} = @{column}"));
}
