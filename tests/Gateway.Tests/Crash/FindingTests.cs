using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;
using Gateway.Tests.Support;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness sees what it is there to see.</summary>
public sealed class FindingTests
{
    private static readonly TaskRow Task = new(
        "video_1", "wish-1-1.", "film", "config:film-free", "completed", "charged", "completed", 100, 5, 0, 1, "legacy", "a", "job_1", null, null,
        "http://127.0.0.1/media/job_1.mp4");

    private static readonly AttemptRow Attempt = new("att_1", "video_1", 1, "legacy", "a", 0, "accepted", "job_1");

    private static readonly SandboxJob Job = new()
    {
        Upstream = "legacy",
        Id = "job_1",
        Key = "pool-legacy-a",
        Model = "viduq3p-720p",
        Body = """{"prompt":"A cat wish-1-1."}""",
        CreatedAt = default,
    };

    private readonly Findings findings = new();

    private IEnumerable<string> Kinds => findings.All.Select(finding => finding.Kind).Distinct();

    [Fact]
    public void A_sound_world_has_no_findings()
    {
        CheckJobs([Attempt], [Job]);
        Kinds.ShouldBeEmpty();
    }

    [Fact]
    public void Two_jobs_of_one_attempt_are_found()
    {
        CheckJobs([Attempt with { Outcome = "ambiguous", Detail = null }], [Job, Job with { Id = "job_2" }]);
        Kinds.ShouldContain(ViolationKinds.TwoJobs);
    }

    [Theory]
    [InlineData("unavailable")]
    [InlineData("rejected")]
    public void A_job_of_an_attempt_that_surely_made_none_is_found(string outcome)
    {
        CheckJobs([Attempt with { Outcome = outcome, Detail = null }], [Job]);
        Kinds.ShouldContain(ViolationKinds.StrayJob);
    }

    [Fact]
    public void A_job_made_with_another_key_is_found()
    {
        CheckJobs([Attempt], [Job with { Key = "pool-legacy-b" }]);
        Kinds.ShouldBe([ViolationKinds.StrayJob]);
    }

    [Fact]
    public void An_attempt_after_an_ambiguous_one_is_found()
    {
        CheckJobs([Attempt with { Id = "att_0", Outcome = "ambiguous", Detail = null }, Attempt with { Number = 2 }], [Job]);
        Kinds.ShouldBe([ViolationKinds.Outcome]);
    }

    [Fact]
    public void A_completed_task_without_a_job_is_found()
    {
        CheckJobs([Attempt], []);
        Kinds.ShouldBe([ViolationKinds.Outcome]);
    }

    [Theory]
    [InlineData(0, ViolationKinds.NotFoundAgain)]
    [InlineData(2_000, null)]
    public void A_job_that_was_there_to_be_found_and_was_not_is_found(int madeAfter, string? kind)
    {
        var task = Task with { State = "failed", Status = "failed", Progress = 0, ErrorCode = "upstream_outcome_unknown", Upstream = "apimart", UpstreamTaskId = null, UnknownSince = 100 };
        var attempt = Attempt with { Upstream = "apimart", Outcome = "ambiguous", Detail = null };
        var job = Job with { Upstream = "apimart", Key = "pool-apimart-a", IdempotencyKey = "att_1", CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(madeAfter) };
        CheckJobs([attempt], [job], task);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Theory]
    [InlineData("in_progress", 40, null, "in_progress", 39, null)]
    [InlineData("in_progress", 40, null, "queued", 40, null)]
    [InlineData("completed", 100, null, "failed", 100, "timeout")]
    [InlineData("failed", 0, "generation_failed", "completed", 100, null)]
    [InlineData("failed", 0, "timeout", "failed", 0, "generation_failed")]
    public void A_word_that_takes_an_earlier_one_back_is_found(
        string before, int progressBefore, string? errorBefore, string after, int progressAfter, string? errorAfter) =>
        new Told("video_1", "", after, progressAfter, errorAfter).MayFollow(new Told("video_1", "", before, progressBefore, errorBefore)).ShouldBeFalse();

    [Theory]
    [InlineData("timeout")]
    [InlineData("upstream_outcome_unknown")]
    public void The_documented_correction_is_no_finding(string error) =>
        new Told("video_1", "", "completed", 100, null).MayFollow(new Told("video_1", "", "failed", 0, error)).ShouldBeTrue();

    [Fact]
    public void A_reservation_beyond_a_budget_is_found_even_when_it_was_given_back()
    {
        LedgerRow[] ledger =
        [
            new(1, "video_1", "config:film-small", "film", "reserve", 40_000_000, 0),
            new(2, "video_1", "config:film-small", "film", "refund", -40_000_000, 0),
        ];
        var task = Task with { KeyId = "config:film-small", State = "failed", Money = "refunded", Price = 40_000_000 };
        CheckAdmission(new Cast(rounds: 1), ledger, task);
        Kinds.ShouldBe([ViolationKinds.Limit]);
    }

    [Theory]
    [InlineData("sk-crash-solo")]
    [InlineData("pool-apimart-b")]
    public void A_secret_is_found_in_an_answer_and_in_a_file(string secret)
    {
        var cast = new Cast(rounds: 1);
        SecretCheck.CheckAnswer("""{"error":{"message":"pool key apimart b"}}""", cast, findings);
        Kinds.ShouldBeEmpty();
        SecretCheck.CheckAnswer($"WWW-Authenticate: Bearer {secret}", cast, findings);
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("gateway.log"), $"GET / {secret}\n");
        SecretCheck.CheckFiles(folder.Path, cast, findings).ShouldBeGreaterThan(secret.Length);
        findings.All.Select(finding => finding.Kind).ShouldBe([ViolationKinds.Secret, ViolationKinds.Secret]);
    }

    private void CheckAdmission(Cast cast, LedgerRow[] ledger, params TaskRow[] tasks) =>
        new AdmissionCheck(new StoreSnapshot(tasks, [], ledger, [], [], []), cast, new Story(findings), new Verdicts(), findings).Check();

    private void CheckJobs(AttemptRow[] attempts, SandboxJob[] jobs, TaskRow? task = null)
    {
        var store = new StoreSnapshot([task ?? Task], attempts, [], [], [], []);
        var verdicts = new Verdicts();
        new TaskCheck(store, new JobCheck(store, new Cast(1), verdicts, findings).Match(jobs), verdicts, findings).Check();
    }
}
