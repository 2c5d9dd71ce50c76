using System.Globalization;
using System.Text;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Replicas;
using Gateway.Crash.Store;
using Gateway.Sandbox;

namespace Gateway.Crash;

/// <summary>The counts of a run, and everything that was found.</summary>
internal sealed class CrashReport
{
    private const int MostShown = 10;

    private readonly List<(string What, long Count)> counts;
    private readonly CrashOptions options;
    private readonly string folder;
    private readonly ILookup<string, string> violations;

    public CrashReport(
        CrashOptions options, string folder, RunCounts run, Story story, Verdicts verdicts, StoreSnapshot store, IReadOnlyDictionary<string, SandboxJob> jobOfAttempt, Findings findings)
    {
        (this.options, this.folder, Jobs) = (options, folder, run.Jobs);
        violations = findings.All.ToLookup(finding => finding.Kind, finding => finding.Detail);
        var ambiguous = store.Attempts.Where(attempt => attempt.Outcome == "ambiguous").Select(attempt => attempt.TaskId).ToHashSet();
        var listed = store.Tasks.Where(task => task.ErrorCode == "upstream_outcome_unknown").Select(task => task.Id).ToHashSet();
        counts =
        [
            ("rounds", options.Rounds),
            ("kills", run.Kills),
            ("  of them during a start", run.KillsAtStart),
            ("stops", run.Stops),
            ("clients", options.Clients),
            ("creates sent", story.Counted(Counts.Creates)),
            ("  answered 200", story.Counted("200")),
            ("  answered 402 (budget)", story.Counted("402")),
            ("  answered 429 (concurrency, rate)", story.Counted("429")),
            ("  answered 422, 502 (refused)", story.Counted("422") + story.Counted("502")),
            ("  answered 503 (no route)", story.Counted("503")),
            ("  given up without a key", story.Counted(Counts.GivenUp)),
            ("replays", story.Counted(Counts.Replays)),
            ("connections broken", story.Counted(Counts.Broken)),
            ("polls answered", story.Counted(Counts.Polls)),
            ("usage answers checked", story.Counted(Counts.Usages)),
            ("  answered 401 while a rotation was unanswered, or is under way", story.Counted(Counts.Locked)),
            ("operators' calls", story.Counted(Counts.OperatorCalls)),
            ("  lost", story.Counted(Counts.OperatorCallsLost)),
            ("  resolved", verdicts.All.Count(verdict => verdict.Counts)),
            ("  refused to resolve", verdicts.All.Count(verdict => verdict.Status == 409)),
            .. options.Replicas > 0 ? OfReplicas(run) : OfFullDisks(run),
            ("  answers 503", story.Counted(Counts.StoreAway503)),
            (options.JudgesFullDisk ? "  answers 500" : "  answers 500 (not judged: --judge-full-disk 0)", story.Counted(Counts.StoreAway500)),
            ("lies told about jobs", run.Lies),
            ("store samples checked", run.Samples),
            ("bytes of log and store searched for secrets", run.Searched),
            ("tasks", store.Tasks.Count),
            ("  completed", store.Tasks.Count(task => task.State == "completed")),
            ("  failed", store.Tasks.Count(task => task.State == "failed")),
            ("attempts", store.Attempts.Count),
            ("  accepted", store.Attempts.Count(attempt => attempt.Outcome == "accepted")),
            ("  ambiguous", ambiguous.Count),
            ("  rejected", store.Attempts.Count(attempt => attempt.Outcome == "rejected")),
            ("  unavailable", store.Attempts.Count(attempt => attempt.Outcome == "unavailable")),
            ("jobs at the upstreams", Jobs),
            ("unknown, cut off by a kill", store.Attempts.Count(attempt => attempt.Detail == "the outcome was never recorded")),
            ("unknown, found again", store.Tasks.Count(task => ambiguous.Contains(task.Id) && task.UpstreamTaskId is not null)),
            ("unknown, listed", listed.Count),
            ("  of them with a job", store.Attempts.Count(attempt => listed.Contains(attempt.TaskId) && jobOfAttempt.ContainsKey(attempt.Id))),
            ("timed out", store.Tasks.Count(task => task.ErrorCode == "timeout")),
            ("corrected late", store.Ledger.Count(line => line.Kind == "correct")),
            ("ledger lines", store.Ledger.Count),
        ];
    }

    /// <summary>How many jobs the upstreams made.</summary>
    public int Jobs { get; }

    public bool IsClean => violations.Count == 0;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (what, count) in counts)
        {
            Line(text, what, count);
        }

        text.AppendLine("violations");
        foreach (var kind in ViolationKinds.All)
        {
            Line(text, "  " + kind, violations[kind].Count());
        }

        foreach (var (kind, detail) in violations.SelectMany(kind => kind.Take(MostShown).Select(detail => (kind.Key, detail))))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"! {kind}: {detail}");
        }

        return text.Append(IsClean ? "clean" : $"NOT CLEAN: {options}; what the store held and the logs are in {folder}").ToString();
    }

    private static IEnumerable<(string What, long Count)> OfFullDisks(RunCounts run) =>
    [
        (run.FullDisks is null ? "full disks: SKIPPED, this machine has no prlimit" : "full disks", run.FullDisks ?? 0),
        ("  ended by a kill", run.FullDisksKilled),
        ("  errors in the log", run.FullDiskErrors),
    ];

    private IEnumerable<(string What, long Count)> OfReplicas(RunCounts run) =>
    [
        ("replicas" + (options.PgBouncer ? ", through PgBouncer" : ""), options.Replicas),
        (WrongClocks.ArePossible ? "  of them with a wrong clock" : "  clocks apart: SKIPPED, this machine has no libfaketime", run.WrongClocks),
        ("paused (SIGSTOP)", run.Pauses),
        ("  of them for longer than their lease", run.LongPauses),
        (run.ServerCrashes is null ? "ends of PostgreSQL: SKIPPED, it was not started for this" : "ends of PostgreSQL (immediate)", run.ServerCrashes ?? 0),
    ];

    private static void Line(StringBuilder text, string what, long count) => text.AppendLine(CultureInfo.InvariantCulture, $"{what,-66} {count,9}");
}
