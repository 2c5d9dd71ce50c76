using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Replicas;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness sees what must not be between replicas.</summary>
public sealed class ReplicaFindingTests
{
    private const long Opened = 1_000;

    private static readonly TaskRow Task = new(
        "video_1", "wish-1-1.", "film", "config:film-free", "completed", "charged", "completed", 100, 5, 0, 1, "legacy", "a", "job_1", null, null);

    private readonly Findings findings = new();
    private readonly TroubleTimes outages = new();

    private IEnumerable<string> Kinds => findings.All.Select(finding => finding.Kind).Distinct();

    [Theory]
    [InlineData(2_000, 17_000, null)]
    [InlineData(2_000, 3_000, ViolationKinds.Lease)]
    [InlineData(null, 30_000, ViolationKinds.Lease)]
    public void An_attempt_that_was_taken_from_a_replica_that_lived_is_found(int? killedAt, long closedAt, string? kind)
    {
        CheckLease(new Life { Replica = "one", KilledAt = killedAt }, closedAt);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Theory]
    [InlineData(17_000, 18_500, null)]
    [InlineData(5_000, 18_500, ViolationKinds.Lease)]
    [InlineData(40_000, 6_000, ViolationKinds.Lease)]
    public void Only_a_pause_that_is_longer_than_its_lease_takes_an_attempt_from_a_replica(long pausedUntil, long closedAt, string? kind)
    {
        var life = new Life { Replica = "one" };
        life.Pauses.Begin(Opened);
        life.Pauses.End(pausedUntil);
        CheckLease(life, closedAt);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Fact]
    public void After_an_outage_it_is_enough_that_the_replica_was_dead()
    {
        outages.Begin(1_500);
        outages.End(9_000);
        CheckLease(new Life { Replica = "one", KilledAt = 9_500 }, closedAt: 17_000);
        Kinds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("created accepted completed", null)]
    [InlineData("created unknown failed corrected", null)]
    [InlineData("created accepted completed completed", ViolationKinds.Event)]
    [InlineData("accepted completed", ViolationKinds.Event)]
    [InlineData("created accepted", ViolationKinds.Event)]
    [InlineData("created completed accepted", ViolationKinds.Event)]
    public void A_change_without_its_event_or_with_two_is_found(string kinds, string? kind)
    {
        var store = new StoreSnapshot([Task], [], [new LedgerRow(1, Task.Id, Task.KeyId, Task.Team, "charge", -5, 5)], [], [], [])
        {
            Events = [.. kinds.Split(' ').Select(word => new EventRow(Task.Id, word, 0))],
        };
        EventCheck.Check(store, findings);
        Kinds.ShouldBe(kind is null ? [] : [kind]);
    }

    [Theory]
    [InlineData(1_000, 6_000)]
    [InlineData(11_000, 25_000)]
    public void What_one_replica_was_told_all_of_them_go_by_a_little_after_all_can_hear_it(long at, long all)
    {
        outages.Begin(12_000);
        outages.End(20_000);
        new Spread(TimeSpan.FromSeconds(5), outages).After(at).ShouldBe(all);
        Spread.None.After(at).ShouldBe(at);
    }

    [Theory]
    [InlineData("--replicas 3", 64, true)]
    [InlineData("--replicas 3 --clients 8 --pgbouncer", 8, true)]
    [InlineData("--rounds 5", 16, true)]
    [InlineData("--pgbouncer", 0, false)]
    [InlineData("--replicas", 0, false)]
    [InlineData("--replicas 0", 0, false)]
    public void Arguments_are_read(string arguments, int clients, bool makeSense)
    {
        var options = CrashOptions.Parse(arguments.Split(' '));
        (options is not null).ShouldBe(makeSense);
        (options?.Clients ?? 0).ShouldBe(clients);
    }

    private void CheckLease(Life life, long closedAt)
    {
        var attempt = new AttemptRow("att_1", Task.Id, 1, "legacy", "a", Opened, "ambiguous", AttemptRow.NeverRecorded, closedAt, "one");
        LeaseCheck.Check(new StoreSnapshot([Task], [attempt], [], [], [], []), _ => life, outages, Lease.Terms(0), findings);
    }
}
