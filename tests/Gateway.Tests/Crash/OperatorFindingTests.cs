using System.Net;
using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness sees when what an operator was told does not hold.</summary>
public sealed class OperatorFindingTests
{
    private static readonly TaskRow Resolved = new(
        "video_1", "wish-1-1.", "film", "config:film-free", "failed", "refunded", "failed", 0, 5, 0, 1, "legacy", "a", null, "upstream_outcome_unknown", null);

    private static readonly AttemptRow Attempt = new("att_1", "video_1", 1, "legacy", "a", 100, "ambiguous", null);

    private static readonly SandboxJob Job = new()
    {
        Upstream = "legacy",
        Id = "job_1",
        Key = "pool-legacy-a",
        Model = "viduq3p-720p",
        Body = """{"prompt":"A cat wish-1-1."}""",
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(5_000),
    };

    private readonly Findings findings = new();

    private IEnumerable<string> Kinds => findings.All.Select(finding => finding.Kind).Distinct();

    [Theory]
    [InlineData("job_1", "job_1", null)]
    [InlineData("job_1", "job_2", ViolationKinds.Operator)]
    [InlineData("job_1", null, ViolationKinds.Operator)]
    [InlineData(null, null, null)]
    [InlineData(null, "job_1", ViolationKinds.Operator)]
    public void A_resolved_task_has_the_job_that_the_operator_named(string? said, string? has, string? kind)
    {
        CheckVerdicts(Resolved with { UpstreamTaskId = has }, [], new Verdict("video_1", said, 200, 1_000, 1_010));
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Fact]
    public void An_answer_that_was_lost_or_a_refusal_promises_nothing()
    {
        CheckVerdicts(Resolved, [], new Verdict("video_1", "job_1", null, 1_000, 1_010), new Verdict("video_1", "job_2", 409, 1_000, 1_010));
        Kinds.ShouldBeEmpty();
    }

    [Fact]
    public void A_job_that_was_made_after_an_operator_was_told_that_there_is_none_is_found_when_it_is_dropped()
    {
        CheckVerdicts(Resolved, [Job], new Verdict("video_1", null, 200, 1_000, 1_010));
        Kinds.ShouldBe([ViolationKinds.Operator]);
    }

    [Fact]
    public void A_job_that_was_kept_although_an_operator_said_that_there_is_none_is_no_finding()
    {
        CheckVerdicts(Resolved with { UpstreamTaskId = "job_1", State = "completed", Money = "charged" }, [Job], new Verdict("video_1", null, 200, 1_000, 1_010));
        Kinds.ShouldBeEmpty();
    }

    [Fact]
    public void One_job_that_was_given_to_two_tasks_is_found()
    {
        var one = Resolved with { UpstreamTaskId = "job_1" };
        var other = one with { Id = "video_2" };
        Verdict[] said = [new("video_1", "job_1", 200, 0, 1), new("video_2", "job_1", 200, 0, 1)];
        CheckVerdicts([one, other], [], said);
        Kinds.ShouldBe([ViolationKinds.SharedJob]);
        _ = new JobCheck(Store([one, other]), new Cast(1), new Verdicts(), findings).Match([]);
        findings.All.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_different_words_on_one_task_are_not_both_taken()
    {
        CheckVerdicts(Resolved with { UpstreamTaskId = "job_1" }, [], new Verdict("video_1", "job_1", 200, 0, 1), new Verdict("video_1", null, 200, 0, 1));
        Kinds.ShouldBe([ViolationKinds.Operator]);
    }

    [Theory]
    [InlineData("refunded", false)]
    [InlineData("reserved", true)]
    public void What_nobody_knows_the_end_of_is_listed_and_nothing_else(string money, bool isListed)
    {
        var check = new VerdictCheck(Store([Resolved with { Money = money }]), new Dictionary<string, SandboxJob>(), new Kills(), findings);
        check.CheckList(isListed ? new HashSet<string> { "video_1" } : []);
        Kinds.ShouldBeEmpty();
        check.CheckList(isListed ? [] : new HashSet<string> { "video_1" });
        Kinds.ShouldBe([ViolationKinds.Unsettled]);
    }

    [Theory]
    [InlineData(99, null)]
    [InlineData(101, ViolationKinds.Operator)]
    [InlineData(199, ViolationKinds.Operator)]
    [InlineData(201, null)]
    public void An_attempt_with_a_key_that_is_disabled_is_found(long openedAt, string? kind)
    {
        var switches = new SwitchLog();
        var key = new Cast(1).PoolKeys.First(key => (key.Upstream, key.Id) == ("legacy", "a"));
        switches.Off(key, answeredAt: 100);
        switches.SwitchingOn(key, sentAt: 200);
        SwitchCheck.Check(Store([Resolved], [Attempt with { OpenedAt = openedAt }]), switches, findings);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Theory]
    [InlineData("old", 401, 1_400, null)]
    [InlineData("old", 200, 1_400, ViolationKinds.Key)]
    [InlineData("old", 200, 1_050, null)]
    [InlineData("old", 401, 1_050, ViolationKinds.Key)]
    [InlineData("new", 401, 1_400, ViolationKinds.Key)]
    public void A_secret_that_opens_after_its_end_or_does_not_before_it_is_found(string secret, int status, long at, string? kind)
    {
        var account = new ClientAccount("film", new KeyRing(Spread.None), new Account("", new LimitSet()), new Account("film", new LimitSet()), IsMade: true);
        account.Ring.Put("old");
        account.Ring.Rotating(overlap: 200, sentAt: 1_000);
        account.Ring.Rotated("new", overlap: 200, answeredAt: 1_100);
        using var response = new HttpResponseMessage();
        RingCheck.Check(account, secret, new Reply((HttpStatusCode)status, response.Headers, "", at, at), findings);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Fact]
    public void A_revoked_key_that_opens_is_found()
    {
        var ring = new KeyRing(Spread.None);
        ring.Put("old");
        ring.Rotating(overlap: 0, sentAt: 1_000);
        ring.MustWork("old", from: 1_001, until: 1_001).ShouldBeFalse();
        ring.MayWork("old", sentAt: 1_001).ShouldBeTrue("the rotation was not answered");
        ring.IsInDoubt.ShouldBeTrue();
        ring.Rotating(overlap: 0, sentAt: 2_000);
        ring.Rotated("new", overlap: 0, answeredAt: 2_001);
        ring.MayWork("old", sentAt: 2_002).ShouldBeFalse();
    }

    private static StoreSnapshot Store(TaskRow[] tasks, AttemptRow[]? attempts = null) => new(tasks, attempts ?? [], [], [], [], []);

    private void CheckVerdicts(TaskRow task, SandboxJob[] jobs, params Verdict[] said) => CheckVerdicts([task], jobs, said);

    private void CheckVerdicts(TaskRow[] tasks, SandboxJob[] jobs, Verdict[] said)
    {
        var verdicts = new Verdicts();
        foreach (var verdict in said)
        {
            verdicts.Add(verdict);
        }

        new VerdictCheck(Store(tasks, [Attempt]), jobs.ToDictionary(_ => Attempt.Id), new Kills(), findings).Check(verdicts);
    }
}
