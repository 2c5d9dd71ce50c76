using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness holds the gateway against the limits that count at the moment, also when an operator changes them.</summary>
public sealed class LimitFindingTests
{
    private readonly Findings findings = new();

    private IEnumerable<string> Kinds => findings.All.Select(finding => finding.Kind).Distinct();

    [Fact]
    public void Which_limits_may_have_counted_follows_from_what_was_asked_and_answered()
    {
        var history = new LimitHistory(new LimitSet(Budget: 1), Spread.None);
        history.Asked(new LimitSet(Budget: 2), sentAt: 100);
        Budgets(history, 50, 60).ShouldBe([1]);
        Budgets(history, 100, 200).ShouldBe([1, 2], "it was not answered");
        history.Answered(110);
        Budgets(history, 105, 200).ShouldBe([1, 2]);
        Budgets(history, 110, 200).ShouldBe([2]);
        history.Asked(new LimitSet(Budget: 3), sentAt: 300);
        history.Asked(new LimitSet(Budget: 4), sentAt: 400);
        Budgets(history, 500, 500).ShouldBe([2, 3, 4], "neither was answered");
        history.Answered(600);
        Budgets(history, 600, 600).ShouldBe([4]);
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(20_000, ViolationKinds.Limit)]
    public void A_task_that_was_let_in_beyond_a_lowered_limit_is_found(long at, string? kind)
    {
        var cast = Lowered(new LimitSet(ConcurrentTasks: 1));
        CheckAdmission(cast, Reserved(1, at - 100), Reserved(2, at));
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Fact]
    public void What_runs_already_when_a_limit_is_lowered_is_no_finding()
    {
        var cast = Lowered(new LimitSet(ConcurrentTasks: 2));
        CheckAdmission(cast, Reserved(1, 1_000), Reserved(2, 1_001), Reserved(3, 1_002), Ended(4, 1, 19_000), Ended(5, 2, 19_000), Reserved(6, 20_000));
        Kinds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(20_000, ViolationKinds.Limit)]
    public void A_reservation_beyond_a_lowered_budget_is_found(long at, string? kind)
    {
        CheckAdmission(Lowered(new LimitSet(Budget: 7)), Reserved(1, 1_000), Reserved(2, at));
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Theory]
    [InlineData(1_000, null)]
    [InlineData(20_000, ViolationKinds.Limit)]
    public void A_rate_beyond_a_lowered_limit_is_found(long at, string? kind)
    {
        var lines = Enumerable.Range(1, 10).Select(number => Reserved(number, at + number)).ToArray();
        RateCheck.Check(Store(lines), Lowered(new LimitSet(RequestsPerMinute: 5)), findings);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    /// <summary>A team that had no limits until second 15.</summary>
    private static Cast Lowered(LimitSet to)
    {
        var cast = new Cast(rounds: 1);
        var games = cast.Teams.First(team => team.Id == "games");
        games.Limits.Asked(new LimitSet(), sentAt: 0);
        games.Limits.Answered(1);
        games.Limits.Asked(to, sentAt: 15_000);
        games.Limits.Answered(15_010);
        return cast;
    }

    private static LedgerRow Reserved(int number, long at) => new(number, $"video_{number}", "config:games-free", "games", "reserve", 4_000_000, 0, at);

    private static LedgerRow Ended(int number, int task, long at) => new(number, $"video_{task}", "config:games-free", "games", "refund", -4_000_000, 0, at);

    private static StoreSnapshot Store(LedgerRow[] ledger) => new([], [], ledger, [], [], []);

    private static IEnumerable<int?> Budgets(LimitHistory history, long from, long to) => history.InForce(from, to).Select(limits => limits.Budget);

    private void CheckAdmission(Cast cast, params LedgerRow[] ledger) =>
        new AdmissionCheck(Store(ledger), cast, new Story(findings), new Verdicts(), findings).Check();
}
