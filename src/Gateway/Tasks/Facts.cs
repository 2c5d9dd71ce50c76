using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>
/// What was loaded for a group of wishes, and how their decisions have changed it: each decision sees what the ones before it
/// have decided, although nothing of it is on disk yet. Asking for what nobody has named as needed is a mistake, and throws.
/// </summary>
internal sealed class Facts
{
    /// <summary>A task is mostly changed again soon: when its outcome comes, or right after it was claimed for a poll.</summary>
    private const int MostTasksKept = 4096;

    private readonly Dictionary<string, TaskRecord?> tasks = [];
    private readonly Dictionary<string, (AttemptRecord Attempt, bool IsOpen)?> attempts = [];
    private readonly Dictionary<(string KeyId, string Key), EarlierClaim?> claims = [];
    private readonly Dictionary<JobId, HashSet<string>> owners = [];
    private readonly List<Changes> made = [];

    public Instant Now { get; set; }

    /// <summary>The same moment on the clock that nobody sets.</summary>
    public long Timestamp { get; set; }

    public AccountFacts Accounts { get; } = new();

    public PoolFacts Pool { get; } = new();

    public QueueFacts Queues { get; } = new();

    /// <summary>The group's changes in their order.</summary>
    public IReadOnlyList<Changes> Made => made;

    public bool KnowsTask(string id) => tasks.ContainsKey(id);

    public void Learn(string id, TaskRecord? task) => tasks[id] = task;

    public void Learn(string taskId, AttemptRecord? newest, bool isOpen) => attempts[taskId] = newest is null ? null : (newest, isOpen);

    public void Learn(string keyId, string key, EarlierClaim? claim) => claims[(keyId, key)] = claim;

    public void Learn(JobId job, IEnumerable<string> tasks) => owners[job] = [.. tasks];

    public TaskRecord? Task(string id) => tasks[id];

    /// <summary>Whether nobody has changed the task since.</summary>
    public bool IsCurrent(TaskRecord task) => tasks[task.Id]?.Version == task.Version;

    public EarlierClaim? Claim(string keyId, string key) => claims[(keyId, key)];

    public AttemptRecord? NewestAttempt(string taskId) => attempts[taskId]?.Attempt;

    public bool IsAttemptOpen(string taskId) => attempts[taskId]?.IsOpen == true;

    /// <summary>Another task that has the job, if any has.</summary>
    public string? OwnerOf(JobId job, string otherThan) => owners[job].FirstOrDefault(id => id != otherThan);

    public void Apply(Changes changes)
    {
        made.Add(changes);
        var task = changes.After;
        tasks[task.Id] = task;
        if (changes.Closed is not null && attempts.TryGetValue(task.Id, out var newest) && newest is { } open && open.Attempt.Number == changes.Closed.Number)
        {
            attempts[task.Id] = open with { IsOpen = false };
        }

        if (changes.Opened is not null)
        {
            attempts[task.Id] = (changes.Opened, true);
        }

        if (changes.Claimed is { } claim)
        {
            claims[(task.KeyId, claim.Key)] = new EarlierClaim(task.Id, claim.Fingerprint, claim.ExpiresAt);
        }

        if (changes.ReleasesClaim)
        {
            foreach (var released in claims.Where(entry => entry.Value?.TaskId == task.Id).Select(entry => entry.Key).ToList())
            {
                claims[released] = null;
            }
        }

        if (task is { Upstream: not null, UpstreamTaskId: not null } && owners.TryGetValue(new JobId(task.Upstream, task.UpstreamTaskId), out var known))
        {
            known.Add(task.Id);
        }

        Accounts.Apply(changes);
        Pool.Apply(changes);
        Queues.Apply(changes);
    }

    /// <summary>What the group has changed is on disk. Sums, counts and recent tasks stay known; claims, attempts and jobs do not.</summary>
    public void Saved()
    {
        made.Clear();
        attempts.Clear();
        claims.Clear();
        owners.Clear();
        ForgetTasks(onlyIfMany: true);
        Accounts.Saved();
        Pool.Saved();
        Queues.Saved();
    }

    public void ForgetTasks(bool onlyIfMany = false)
    {
        if (!onlyIfMany || tasks.Count > MostTasksKept)
        {
            tasks.Clear();
        }
    }
}
