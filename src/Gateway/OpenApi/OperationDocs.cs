namespace Gateway.OpenApi;

/// <summary>The calls of the API by operation id, but those of <see cref="FileDocs"/>.</summary>
internal static class OperationDocs
{
    private const string TooManyWaiting = "concurrency_limit_exceeded: the key has as many waiting calls and streams as it may have (Waiting:PerKey).";
    private const string Pinned = "Only this upstream may serve the request.";

    public static Dictionary<int, string> Anywhere { get; } = new()
    {
        [405] = "method_not_allowed: this path has no such method; the Allow header says which it has.",
        [500] = "internal_error: something went wrong in the gateway.",
    };

    public static Dictionary<int, string> Always { get; } = new(Anywhere)
    {
        [401] = "unauthorized: missing, malformed, unknown, expired or revoked key.",
        [406] = "not_acceptable: answers are application/json only.",
        [503] = "service_unavailable: the gateway cannot use its store, or is stopping. Retry-After says when to try again.",
    };

    private static readonly Dictionary<int, string> WithBody = new(Always)
    {
        [400] = "invalid_json or invalid_request; details lists every problem at once.",
        [403] = "model_not_allowed: this key may not use the model.",
        [404] = "model_not_found: the catalogue has no such model.",
        [408] = "request_timeout: the body did not arrive in time.",
        [413] = "payload_too_large: more than 1 MiB.",
        [415] = "unsupported_media_type: the body has to be application/json in UTF-8.",
        [503] = "upstream_unavailable: no route can take it now; or service_unavailable: the gateway cannot use its store, or is stopping. Nothing was started. Retry-After says when to try again.",
    };

    private static readonly Dictionary<string, string> RequestHeaders = new() { ["X-Gateway-Upstream"] = Pinned };

    public static IReadOnlyDictionary<string, OperationDoc> ByOperationId { get; } = new Dictionary<string, OperationDoc>
    {
        ["createVideo"] = new(
            "Create a video task",
            "Checks the request against the capability matrix, hands it to the first route that can carry all of it, and answers with the task. Poll the task until its status is completed or failed; Retry-After is the hint when.",
            typeof(VideoGenerationRequest),
            typeof(VideoTask),
            new Dictionary<int, string>(WithBody)
            {
                [402] = "insufficient_quota: the budget of the key or of its team cannot cover the price.",
                [409] = "idempotency_conflict: the Idempotency-Key was used with another body.",
                [422] = "content_policy_violation: the upstream refused the content.",
                [429] = "rate_limit_exceeded or concurrency_limit_exceeded, of the key or of its team.",
                [502] = "upstream_rejected: an upstream refused a request that the matrix allowed.",
            })
        {
            RequestHeaders = new Dictionary<string, string>
            {
                ["Idempotency-Key"] = "1 to 255 visible ASCII characters, kept for 24 hours per key: the same key and body is the same task, however often it is sent.",
                ["X-Gateway-Upstream"] = Pinned,
            },
            AnswerHeaders = new Dictionary<string, string>
            {
                ["Location"] = "The task.",
                ["X-Gateway-Upstream"] = "The upstream that serves it.",
                ["Idempotent-Replayed"] = "true when this answers an earlier request with the same Idempotency-Key.",
                ["Retry-After"] = "Seconds until asking for the task may bring news.",
                ["X-RateLimit-Limit"] = "Creates a minute, where they are limited.",
                ["X-RateLimit-Remaining"] = "How many are left now.",
                ["X-RateLimit-Reset"] = "Seconds until all of them are there again.",
            },
            Examples = RequestExamples.All,
            AnswerExample = TaskExamples.Queued,
        },
        ["listVideos"] = new(
            "List your team's tasks",
            "Newest first, by pages: after=<last_id> is the next one. A page stays what it is while new tasks are made.",
            null,
            typeof(VideoTaskList),
            new Dictionary<int, string>(Always) { [400] = "invalid_request; details lists every problem at once." })
        {
            Query = new Dictionary<string, QueryField>
            {
                ["limit"] = QueryField.Limit,
                ["after"] = "Only tasks older than the one with this id.",
                ["status"] = new QueryField("Only tasks that stand there.") { Words = typeof(VideoTaskStatus) },
                ["model"] = "Only tasks of this model.",
            },
        },
        ["streamVideo"] = new(
            "Follow a task",
            "Server-sent events named task: first the task as it is, then each new state (states in between may be skipped), up to its end. The id of an event is the task's version. A comment comes every 15 seconds, and with it the place of a task that waits in the queue. With Last-Event-ID of a task that has ended, the answer is 204, so that browsers stop.",
            null,
            typeof(VideoTask),
            new Dictionary<int, string>(Always)
            {
                [404] = "task_not_found: no such task of this team.",
                [429] = TooManyWaiting,
            })
        {
            ContentType = "text/event-stream",
            RequestHeaders = new Dictionary<string, string> { ["Last-Event-ID"] = "The id of the last event that the client has." },
            EmptyAnswers = new Dictionary<int, string> { [204] = "The task has ended, and the client knows its end." },
        },
        ["getVideo"] = new(
            "Get a task",
            "The task as it is now. Never waits for an upstream. With wait it answers at the task's next change of status or progress, or when that many seconds are over, with the task either way; one that has ended is answered at once.",
            null,
            typeof(VideoTask),
            new Dictionary<int, string>(Always)
            {
                [400] = "invalid_request: wait is not a whole number from 0 to 60.",
                [404] = "task_not_found: no such task of this team.",
                [429] = TooManyWaiting,
            })
        {
            Query = new Dictionary<string, QueryField> { ["wait"] = new QueryField("Seconds: how long to wait for a change.") { Min = 0, Max = 60, Default = 0 } },
            RequestHeaders = new Dictionary<string, string>
            {
                ["If-None-Match"] = "The ETag of the task as the client has it: with wait, a change since then is answered at once; without, 304 says that there was none.",
            },
            EmptyAnswers = new Dictionary<int, string> { [304] = "The task is as If-None-Match says." },
            AnswerHeaders = new Dictionary<string, string>
            {
                ["ETag"] = "Changes with the task, but not with its place in the queue alone.",
                ["Retry-After"] = "Seconds until asking again may bring news; only while the task is not at its end.",
            },
            AnswerExample = TaskExamples.Completed,
        },
        ["cancelVideo"] = new(
            "Cancel a task",
            "Ends a task that still waits for a place, before anything of it was submitted: it has then failed as cancelled, and its price is given back. Cancelling it again changes nothing. A job that an upstream may have runs on.",
            null,
            typeof(VideoTask),
            new Dictionary<int, string>(Always)
            {
                [404] = "task_not_found: no such task of this team.",
                [409] = "not_cancellable: its job runs or may run already, or it has ended; the message says which.",
            })
        {
            AnswerExample = TaskExamples.Cancelled,
        },
        ["validateVideo"] = new(
            "Try a request without creating anything",
            "Answers mode, resolved parameters and price, and for each route the exact upstream request or why it can't serve. Creates and charges nothing; 400 exactly where a create would be.",
            typeof(VideoGenerationRequest),
            typeof(DryRunAnswer),
            WithBody)
        {
            RequestHeaders = RequestHeaders,
            Examples = RequestExamples.All,
        },
        ["listModels"] = new("List models", "The models that the key may use, each with its capability matrix.", null, typeof(ModelList), Always),
        ["getModel"] = new(
            "Get a model",
            "One model with its capability matrix.",
            null,
            typeof(ModelRow),
            new Dictionary<int, string>(Always) { [403] = "model_not_allowed: this key may not use the model.", [404] = "model_not_found: the catalogue has no such model." }),
        ["getUsage"] = new(
            "Get the key's limits",
            "The caller's own limits, and what is used, reserved and left of them; null where there is no limit. "
                + "With from, to or group_by also what the caller's team has made in that time.",
            null,
            typeof(UsageAnswer),
            new Dictionary<int, string>(Always) { [400] = "invalid_request; details lists every problem at once." })
        {
            Query = new Dictionary<string, QueryField>
            {
                ["from"] = QueryField.From,
                ["to"] = QueryField.To,
                ["group_by"] = "Some of key, model, day, with commas. Default: one row for all.",
            },
        },
        ["whoAmI"] = new(
            "Whose key is this?",
            "For a client's key its name and team, for an operator's its name and role.",
            null,
            typeof(WhoAmIAnswer),
            Always),
        ["getLiveness"] = new("Is the process alive?", "200 while it runs.", null, typeof(HealthAnswer), Anywhere) { NeedsKey = false },
        ["getReadiness"] = new(
            "Can it work?",
            "Whether the store can be used, its schema is up to date, and the process was not asked to end.",
            null,
            typeof(HealthAnswer),
            Anywhere)
        {
            NeedsKey = false,
            OtherAnswers = new Dictionary<int, string> { [503] = "It cannot: status is unavailable. Or it was asked to end and still serves, but nobody is to send it new calls: status is draining." },
        },
    };
}
