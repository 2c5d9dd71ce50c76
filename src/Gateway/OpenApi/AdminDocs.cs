namespace Gateway.OpenApi;

/// <summary>The calls of the operator API by operation id.</summary>
internal static class AdminDocs
{
    private const string BadRequest = "invalid_json or invalid_request; details lists every problem at once.";

    private const string OnlyReads = "forbidden: the operator's role is viewer, which may not change anything.";

    private const string NoSigning = "conflict: the gateway has no signing key (Signing:Key).";

    private static readonly Dictionary<int, string> Always = new()
    {
        [401] = "unauthorized: not an operator's key.",
        [404] = "not_found: there is no operator, and so no operator API.",
        [405] = "method_not_allowed: this path has no such method; the Allow header says which it has.",
        [406] = "not_acceptable: answers are application/json only.",
        [500] = "internal_error: something went wrong in the gateway.",
        [503] = "service_unavailable: the gateway cannot use its store, or is stopping. Retry-After says when to try again.",
    };

    private static readonly Dictionary<int, string> OfOne = new(Always)
    {
        [404] = "not_found: it does not exist, or there is no operator.",
    };

    private static readonly Dictionary<int, string> ChangingOne = new(OfOne) { [403] = OnlyReads };

    private static readonly Dictionary<int, string> WithQuery = new(Always) { [400] = BadRequest };

    private static readonly Dictionary<int, string> WithBody = new(WithQuery)
    {
        [403] = OnlyReads,
        [408] = "request_timeout: the body did not arrive in time.",
        [413] = "payload_too_large: more than 1 MiB.",
        [415] = "unsupported_media_type: the body has to be application/json in UTF-8.",
    };

    private static readonly Dictionary<int, string> Changing = new(WithBody)
    {
        [404] = "not_found: it does not exist, or there is no operator.",
        [409] = "conflict: the key is revoked, or declared in the settings.",
    };

    public static IReadOnlyDictionary<string, OperationDoc> ByOperationId { get; } = new Dictionary<string, OperationDoc>
    {
        ["createKey"] = new(
            "Make a key", "The answer shows the key's secret, this once; only its hash is kept.", typeof(NewKey), typeof(KeyRow), WithBody) { Status = 201 },
        ["listKeys"] = new("List keys", "All keys: those made here, revoked ones too, and those of the settings.", null, typeof(KeyList), Always),
        ["getKey"] = new("Get a key", "One key; never its secret.", null, typeof(KeyRow), OfOne),
        ["updateKey"] = new(
            "Change a key", "Changes only the members that are given; null takes a limit away, and so does its name in remove. It counts with the next request.", typeof(KeyChange), typeof(KeyRow), Changing),
        ["revokeKey"] = new(
            "Revoke a key",
            "It opens nothing from the next request on, and stays on record. Its running tasks run on. Revoking again changes nothing.",
            null,
            typeof(KeyRow),
            new Dictionary<int, string>(ChangingOne) { [409] = "conflict: the key is declared in the settings." }),
        ["rotateKey"] = new(
            "Rotate a key", "A new secret, shown this once. The old one works for the overlap, an hour where nothing is said.", typeof(KeyRotation), typeof(KeyRow), Changing) { BodyIsOptional = true },
        ["listTeams"] = new("List teams", "Every team that a key names or that has limits, with its limits.", null, typeof(TeamList), Always),
        ["getTeam"] = new("Get a team's limits", "The team's own limits, which hold over all its keys together.", null, typeof(TeamRow), Always),
        ["setTeam"] = new("Set a team's limits", "Replaces all of them: what is absent or null is no limit.", typeof(LimitsRequest), typeof(TeamRow), WithBody),
        ["listCallbackSecrets"] = new(
            "List a team's callback secrets",
            "Those that sign its callbacks now. A team's first one is made when it is first asked for.",
            null,
            typeof(CallbackSecretList),
            new Dictionary<int, string>(WithQuery)
            {
                [400] = "invalid_request: that is no team's name.",
                [403] = "forbidden: the operator's role is viewer, which may see no secret.",
                [409] = NoSigning,
            }),
        ["rotateCallbackSecret"] = new(
            "Rotate a team's callback secret",
            "A new secret. The old one signs beside it for the overlap, a day where nothing is said.",
            typeof(SecretRotation),
            typeof(CallbackSecretList),
            new Dictionary<int, string>(WithBody) { [409] = NoSigning + " Or the secret before this one still signs, and another overlap would end it." }) { BodyIsOptional = true },
        ["listCallbacks"] = new("List callbacks", "What was told of tasks' ends to their callback_url, or is to be, with every try.", null, typeof(CallbackList), WithQuery)
        {
            Query = new Dictionary<string, QueryField>
            {
                ["status"] = new QueryField("How it stands.") { Words = typeof(CallbackState) },
                ["team"] = "The callbacks of one team.",
                ["task"] = "The callbacks of one task.",
                ["limit"] = QueryField.Limit,
                ["after"] = "A callback's id: only older ones.",
            },
        },
        ["replayCallback"] = new(
            "Send a callback again", "Has it tried at once under the same webhook-id, with a whole schedule before it.", null, typeof(CallbackRow), ChangingOne),
        ["reportUsage"] = new(
            "Report usage",
            "Tasks by what became of them, seconds of video and credits, of the tasks that were made in the time asked for. "
                + "Tasks that are gone (Storage:KeepTasksFor) count as made at the beginning of their UTC day, so reports over whole days stay as they were.",
            null,
            typeof(UsageReportAnswer),
            WithQuery)
        {
            Query = new Dictionary<string, QueryField>
            {
                ["from"] = QueryField.From,
                ["to"] = QueryField.To,
                ["group_by"] = "Some of team, key, model, upstream, day, hour, with commas. Default: one row for all.",
            },
        },
        ["listAllModels"] = new("List all models", "Every model with its capability matrix, whichever keys may use it.", null, typeof(ModelList), Always),
        ["getStatus"] = new("See how things stand", "Unfinished tasks by state, and the processes that work on them.", null, typeof(StatusAnswer), Always),
        ["listUpstreams"] = new("List upstreams", "Each upstream and pool key with its state; never a secret.", null, typeof(UpstreamList), Always),
        ["disablePoolKey"] = new(
            "Disable a pool key", "It takes no new work, also after a restart, and still polls what it created.", null, typeof(PoolKeyRow), ChangingOne),
        ["enablePoolKey"] = new(
            "Enable a pool key", "Undoes a disable, and ends every state that the gateway itself had put it in.", null, typeof(PoolKeyRow), ChangingOne),
        ["listAudit"] = new(
            "List what operators changed",
            "The audit log, newest first: who changed what, from where, and how it was before and after, without secrets. "
                + "An entry is written together with its change, and none is ever changed or deleted.",
            null,
            typeof(AuditList),
            WithQuery)
        {
            Query = new Dictionary<string, QueryField> { ["limit"] = QueryField.Limit, ["after"] = "An entry's id: only older ones." },
        },
        ["listTasks"] = new("List tasks", "Every team's tasks, newest first, with request, history, attempts and ledger; and what is reserved, charged and refunded of all that match, on whatever page.", null, typeof(AdminTaskList), WithQuery)
        {
            Query = new Dictionary<string, QueryField>
            {
                ["status"] = new QueryField("What the client sees.") { Words = typeof(VideoTaskStatus) },
                ["state"] = "What the gateway knows: queued, submitting, polling, unknown, completed or failed; or unresolved: unknown ones, and those that failed as upstream_outcome_unknown and still have their price reserved.",
                ["team"] = "The tasks of one team.",
                ["upstream"] = "The tasks whose newest attempt went to this upstream.",
                ["model"] = "The tasks of one model.",
                ["key"] = "The tasks that one key made: its id.",
                ["error_code"] = "The tasks that failed with this code.",
                ["from"] = "Tasks made then or later: Unix seconds, or an ISO 8601 date or time (UTC without an offset).",
                ["to"] = "Tasks made before.",
                ["limit"] = QueryField.Limit,
                ["after"] = "A task's id: only older ones.",
            },
        },
        ["getTask"] = new(
            "Get any team's task", "The task, what the gateway knows of it, the request as it was resolved, its history, attempts and ledger.", null, typeof(AdminTask), TaskErrors(Always)),
        ["cancelTask"] = new(
            "Cancel any team's task",
            "Ends a task of which nothing was submitted yet; its price is given back. Cancelling it again changes nothing.",
            null,
            typeof(AdminTask),
            new Dictionary<int, string>(TaskErrors(ChangingOne)) { [409] = "not_cancellable: its job runs or may run already, or it has ended; the message says which." }),
        ["resolveTask"] = new(
            "Resolve a task of unknown outcome",
            "For a task that is unresolved: created, with the upstream's id of the job, has it followed; not_created refunds its price.",
            typeof(TaskResolution),
            typeof(AdminTask),
            new Dictionary<int, string>(TaskErrors(WithBody)) { [409] = "conflict: the task is not unresolved; the message says why." }),
    };

    private static Dictionary<int, string> TaskErrors(Dictionary<int, string> others) =>
        new(others) { [404] = "task_not_found; or not_found: there is no operator." };
}
