namespace Gateway.Crash;

/// <summary>The ways in which an invariant can be seen broken.</summary>
internal static class ViolationKinds
{
    public const string TaskLost = "tasks lost";
    public const string TwoTasks = "tasks created twice for one Idempotency-Key or one send";
    public const string TwoJobs = "jobs created twice for one attempt";
    public const string SharedJob = "jobs that two tasks have";
    public const string StrayJob = "jobs without an attempt that may have made them";
    public const string Ledger = "ledger differences";
    public const string Limit = "budgets, concurrency or rates exceeded";
    public const string Slot = "slots leaked or exceeded";
    public const string Unsettled = "unknown or live tasks neither resolved nor listed";
    public const string NotFoundAgain = "jobs that reconciliation should have found";
    public const string Contradiction = "clients told what the store contradicts";
    public const string Outcome = "tasks that contradict their attempts or jobs";
    public const string Believed = "lies of an upstream that were believed";
    public const string OutcomeLost = "outcomes that were lost though the gateway lived";
    public const string Callback = "ends of tasks that were not told, or told wrongly";
    public const string Operator = "operators told what did not hold";
    public const string Key = "client keys' secrets that work when they must not, or the other way round";
    public const string StoreAway = "wrong answers while the store could not be had";
    public const string Lease = "attempts that were taken from a replica that lived";
    public const string Event = "changes without their event, or with two";
    public const string Answer = "answers that no client should get";
    public const string Secret = "secrets in an answer, the log or the store";
    public const string GatewayError = "errors in the gateway's log, or starts that failed";

    public static IReadOnlyList<string> All { get; } =
    [
        TaskLost, TwoTasks, TwoJobs, SharedJob, StrayJob, Ledger, Limit, Slot, Unsettled, NotFoundAgain, Contradiction, Outcome,
        Believed, OutcomeLost, Lease, Event, Callback, Operator, Key, StoreAway, Answer, Secret, GatewayError,
    ];
}
