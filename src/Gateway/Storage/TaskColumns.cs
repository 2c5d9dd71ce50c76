using System.Collections.Frozen;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A task as columns, in one order for every statement of every engine.</summary>
internal static class TaskColumns
{
    public const string Fixed = "id, team, key_id, request_id, model, client_metadata, price_micros, created_at, routes";

    /// <summary>What is only ever added to: in no <see cref="TaskRecord"/>, and read by operators alone.</summary>
    public const string History = "history";

    /// <summary>What changes while a task is live. None of them is in the indexes of live tasks.</summary>
    private const string Living =
        "upstream_metadata, state, status, progress, upstream, pool_key, upstream_task_id, due_at, silences, not_founds, "
        + "not_found_since, missing_urls, unknown_since, money, turn, version, upstream_alias_id, accepted_at";

    /// <summary>What changes with and after its end.</summary>
    private const string Ending = "completed_at, expires_at, result_url, result_format, error_code, error_message";

    public const string Changing = Living + ", " + Ending;

    /// <summary>The last one, because it came last.</summary>
    private const string Trace = "trace";

    public const string All = Fixed + ", " + Living + ", " + Ending + ", " + Trace;

    private static readonly FrozenDictionary<string, TaskState> States = Enum.GetValues<TaskState>().ToFrozenDictionary(TaskStateNames.Word);
    private static readonly FrozenDictionary<string, Money> Moneys = Enum.GetValues<Money>().ToFrozenDictionary(MoneyNames.Word);

    public static int Count { get; } = All.Split(", ").Length;

    /// <summary><c>state = ?, …</c> for the UPDATE of a task that stays live: <see cref="WriteLiving"/>.</summary>
    public static string LivingAssignments { get; } = Assignments(Living);

    /// <summary>The same for any other: <see cref="WriteLiving"/>, then <see cref="WriteEnding"/>.</summary>
    public static string AllAssignments { get; } = Assignments(Changing);

    public static void WriteAll(TaskRecord task, IRowWriter row)
    {
        row.Add(task.Id);
        row.Add(task.Team);
        row.Add(task.KeyId);
        row.Add(task.RequestId);
        row.Add(task.Model);
        row.Add(task.ClientMetadata);
        row.Add(task.Price.Micros);
        row.Add(task.CreatedAt.UnixMilliseconds);
        row.Add(task.Routes);
        WriteLiving(task, row);
        WriteEnding(task, row);
        row.Add(task.Trace);
    }

    public static void WriteLiving(TaskRecord task, IRowWriter row)
    {
        row.Add(task.UpstreamMetadata);
        row.Add(task.State.Word());
        row.Add(task.Status.Word());
        row.Add(task.Progress);
        row.Add(task.Upstream);
        row.Add(task.PoolKey);
        row.Add(task.UpstreamTaskId);
        row.Add(task.DueAt?.UnixMilliseconds);
        row.Add(task.Silences);
        row.Add(task.NotFounds);
        row.Add(task.NotFoundSince?.UnixMilliseconds);
        row.Add(task.MissingUrls);
        row.Add(task.UnknownSince?.UnixMilliseconds);
        row.Add(task.Money.Word());
        row.Add(task.Turn);
        row.Add(task.Version);
        row.Add(task.UpstreamAliasId);
        row.Add(task.AcceptedAt?.UnixMilliseconds);
    }

    public static void WriteEnding(TaskRecord task, IRowWriter row)
    {
        row.Add(task.CompletedAt?.UnixSeconds);
        row.Add(task.ExpiresAt?.UnixSeconds);
        row.Add(task.ResultUrl);
        row.Add(task.ResultFormat);
        row.Add(task.ErrorCode);
        row.Add(task.ErrorMessage);
    }

    /// <summary>Reads a row of <see cref="All"/>.</summary>
    public static TaskRecord Read(IRow row) => new()
    {
        Id = row.GetString(0),
        Team = row.GetString(1),
        KeyId = row.GetString(2),
        RequestId = row.GetString(3),
        Model = row.GetString(4),
        ClientMetadata = row.Text(5),
        Price = row.Credits(6),
        CreatedAt = row.Time(7),
        Routes = row.GetString(8),
        UpstreamMetadata = row.Text(9),
        State = States[row.GetString(10)],
        Status = VideoStatusNames.Parse(row.GetString(11)),
        Progress = row.GetInt32(12),
        Upstream = row.Text(13),
        PoolKey = row.Text(14),
        UpstreamTaskId = row.Text(15),
        DueAt = row.TimeIfAny(16),
        Silences = row.GetInt32(17),
        NotFounds = row.GetInt32(18),
        NotFoundSince = row.TimeIfAny(19),
        MissingUrls = row.GetInt32(20),
        UnknownSince = row.TimeIfAny(21),
        Money = Moneys[row.GetString(22)],
        Turn = row.Number(23),
        Version = row.GetInt32(24),
        UpstreamAliasId = row.Text(25),
        AcceptedAt = row.TimeIfAny(26),
        CompletedAt = row.SecondIfAny(27),
        ExpiresAt = row.SecondIfAny(28),
        ResultUrl = row.Text(29),
        ResultFormat = row.Text(30),
        ErrorCode = row.Text(31),
        ErrorMessage = row.Text(32),
        Trace = row.Text(33),
    };

    private static string Assignments(string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{column} = ?"));
}
