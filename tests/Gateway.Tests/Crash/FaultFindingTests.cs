using System.Net;
using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness sees what lies of upstreams and a full disk must not lead to.</summary>
public sealed class FaultFindingTests
{
    private static readonly TaskRow Completed = new(
        "video_1", "wish-1-1.", "film", "config:film-free", "completed", "charged", "completed", 100, 5, 0, 1, "legacy", "a", "job_1", null, null,
        "http://127.0.0.1/media/job_1.mp4");

    private static readonly AttemptRow Attempt = new("att_1", "video_1", 1, "legacy", "a", 1_000, "accepted", "job_1", 2_000);

    private readonly Findings findings = new();

    private IEnumerable<string> Kinds => findings.All.Select(finding => finding.Kind).Distinct();

    [Fact]
    public void A_job_that_was_lied_about_and_is_what_it_is_is_no_finding()
    {
        CheckTask(Completed, "[lie:stranger:1]");
        Kinds.ShouldBeEmpty();
    }

    [Fact]
    public void A_task_with_the_video_of_another_job_is_found()
    {
        CheckTask(Completed with { ResultUrl = "https://stranger.example/video.mp4" }, "[lie:stranger:1]");
        Kinds.ShouldBe([ViolationKinds.Believed]);
    }

    [Theory]
    [InlineData("[lie:refusal:2]")]
    [InlineData("[lie:bare:1]")]
    public void A_running_job_that_a_refusal_ended_is_found(string lie)
    {
        CheckTask(Completed with { State = "failed", Status = "failed", Progress = 0, Money = "refunded", ErrorCode = "generation_failed", ResultUrl = null }, lie);
        Kinds.ShouldBe([ViolationKinds.Believed]);
    }

    [Theory]
    [InlineData("toapis", "apimart", "legacy")]
    public void Every_lie_is_JSON_in_the_words_of_its_upstream(params string[] upstreams)
    {
        foreach (var upstream in upstreams)
        {
            foreach (var name in new[] { Lie.Refusal, Lie.Bare, Lie.Stranger, Lie.List, Lie.Business })
            {
                var text = LieShapes.Text(Lie.In($"A cat {new Lie(name, 3)}")!, upstream, "job_1", 2, isFind: false);
                Should.NotThrow(() => System.Text.Json.JsonDocument.Parse(text).Dispose(), text);
            }
        }
    }

    [Theory]
    [InlineData(1_500, 0, 0, null)]
    [InlineData(30_000, 0, 0, ViolationKinds.OutcomeLost)]
    [InlineData(30_000, 2_000, 29_000, null)]
    [InlineData(40_000, 2_000, 29_000, ViolationKinds.OutcomeLost)]
    [InlineData(40_000, 20_000, 39_000, ViolationKinds.OutcomeLost)]
    public void An_outcome_that_was_lost_long_before_a_kill_is_found(long killedAt, long fullFrom, long fullTo, string? kind)
    {
        var kills = new Kills();
        kills.Add(killedAt);
        var store = new StoreSnapshot([Completed], [Attempt with { Outcome = "ambiguous", Detail = AttemptRow.NeverRecorded }], [], [], [], []);
        OutcomeCheck.Check(store, _ => kills, [(fullFrom, fullTo)], OutcomeCheck.Patience, findings);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Fact]
    public void An_outcome_that_was_lost_without_any_kill_is_found()
    {
        var store = new StoreSnapshot([Completed], [Attempt with { Outcome = "ambiguous", Detail = AttemptRow.NeverRecorded }], [], [], [], []);
        OutcomeCheck.Check(store, _ => new Kills(), [], OutcomeCheck.Patience, findings);
        Kinds.ShouldBe([ViolationKinds.OutcomeLost]);
    }

    [Theory]
    [InlineData(500, true, """{"error":{"code":"internal_error"}}""", true, ViolationKinds.StoreAway)]
    [InlineData(503, true, """{"error":{"code":"service_unavailable"}}""", true, null)]
    [InlineData(503, false, """{"error":{"code":"service_unavailable"}}""", true, ViolationKinds.StoreAway)]
    [InlineData(503, true, """{"error":{"code":"upstream_unavailable"}}""", false, null)]
    [InlineData(404, true, """{"error":{"code":"task_not_found"}}""", false, null)]
    public void While_the_disk_is_full_only_503_is_an_excuse(int status, bool hasRetryAfter, string text, bool excuses, string? kind)
    {
        var judge = new StoreJudge(new Fleet([], new Kills(), new TroubleTimes(), new TroubleTimes(), default), judges: true, new Story(findings), findings);
        judge.Excuses((HttpStatusCode)status, hasRetryAfter, text).ShouldBe(excuses);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    private void CheckTask(TaskRow task, string lie)
    {
        var job = new SandboxJob
        {
            Upstream = "legacy",
            Id = "job_1",
            Key = "pool-legacy-a",
            Model = "viduq3p-720p",
            Body = $$"""{"prompt":"A cat wish-1-1. {{lie}}"}""",
            CreatedAt = default,
        };
        var store = new StoreSnapshot([task], [Attempt], [], [], [], []);
        var verdicts = new Verdicts();
        new TaskCheck(store, new JobCheck(store, new Cast(1), verdicts, findings).Match([job]), verdicts, findings).Check();
    }
}
