using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Tests.Support;
using Gateway.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Replicas;

/// <summary>How long a mark lasts, whoever tells it and whenever.</summary>
public sealed class PoolMarkTests
{
    private const string Model = "viduq3-pro";
    private readonly ManualTime time = new();
    private readonly Target target = Some.Target();
    private readonly Pool pool;
    private readonly Store store = new();
    private readonly PoolSharing sharing;

    public PoolMarkTests()
    {
        pool = new Pool(time, NullLogger<Pool>.Instance);
        sharing = new PoolSharing(store, pool, new UpstreamRegistry([target.Upstream]));
    }

    [Fact]
    public async Task A_mark_that_the_store_did_not_take_is_told_later_with_the_same_end()
    {
        var end = time.Now() + TimeSpan.FromSeconds(7);
        Report(7);
        store.IsDown = true;
        await Should.ThrowAsync<IOException>(sharing.Tell);
        store.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(3));
        await sharing.Tell();
        store.Saved.ShouldHaveSingleItem().Until.ShouldBe(end);
        await sharing.Tell();
        store.Saved.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mark_made_anew_while_it_is_told_is_told_again()
    {
        Report(7);
        store.Meanwhile = () => Report(9);
        await sharing.Tell();
        await sharing.Tell();
        store.Saved.Select(mark => mark.Until - time.Now()).ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)]);
    }

    [Fact]
    public async Task A_mark_of_another_replica_ends_when_it_says_and_not_later_because_a_clock_was_set()
    {
        store.Told.Add(Mark(PoolMark.Cooling, TimeSpan.FromSeconds(10)));
        await sharing.Load();
        CanTake().ShouldBeFalse();
        time.Set(TimeSpan.FromHours(-1));
        await sharing.Load();
        time.Advance(TimeSpan.FromSeconds(10));
        CanTake().ShouldBeTrue();
    }

    [Fact]
    public async Task A_mark_of_another_replica_shortens_none_of_this_one()
    {
        Report(60);
        store.Told.Add(Mark(PoolMark.Cooling, TimeSpan.FromSeconds(10)));
        await sharing.Load();
        time.Advance(TimeSpan.FromSeconds(59));
        CanTake().ShouldBeFalse();
    }

    [Fact]
    public async Task A_mark_from_before_an_operators_word_and_one_of_another_secret_count_for_nothing()
    {
        store.Told.Add(Mark(PoolMark.Refused, TimeSpan.FromDays(9)));
        store.Told.Add(Mark(PoolMark.Exhausted, TimeSpan.FromDays(9)) with { Switch = 2 });
        store.Told.Add(Mark(PoolMark.Refused, TimeSpan.FromDays(9), "00000000") with { Switch = 3 });
        store.Switched = new PoolKeySwitch(new PoolKeyId(target.Upstream.Name, target.Key.Id), 3, null);
        await sharing.Load();
        CanTake().ShouldBeTrue();
    }

    [Fact]
    public async Task No_mark_binds_for_longer_than_a_day()
    {
        store.Told.Add(Mark(PoolMark.Exhausted, TimeSpan.FromDays(9)));
        await sharing.Load();
        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        CanTake().ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        CanTake().ShouldBeTrue();
    }

    [Fact]
    public async Task In_the_database_a_later_end_stays_and_a_later_switch_wins()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using var services = database.Open(time);
        services.GetRequiredService<Gateway.Tasks.ITaskStore>();
        var marks = services.GetRequiredService<IPoolKeyStore>();
        var mark = Mark(PoolMark.Cooling, TimeSpan.FromSeconds(60));
        await marks.Save([mark]);
        await marks.Save([mark with { Until = time.Now() + TimeSpan.FromSeconds(10) }, Mark(PoolMark.Exhausted, TimeSpan.FromSeconds(-1))]);
        (await marks.Marks()).ShouldBe([mark]);
        var switched = await marks.SetDisabled(mark.Id.Key, null, _ => null);
        switched.Number.ShouldBeGreaterThan(mark.Switch);
        (await marks.Switches()).ShouldBe([switched]);
        var later = new PoolMark(mark.Id, switched.Number, time.Now() + TimeSpan.FromSeconds(5));
        await marks.Save([later]);
        await marks.Save([mark]);
        (await marks.Marks()).ShouldBe([later]);
    }

    private void Report(int seconds) =>
        pool.Report(target, Model, new SubmitOutcome.Unavailable(UnavailableCause.RateLimited, TimeSpan.FromSeconds(seconds)), "video_1");

    private PoolMark Mark(string kind, TimeSpan rest, string? fingerprint = null) => new(
        new PoolMarkId(
            new PoolKeyId(target.Upstream.Name, target.Key.Id),
            fingerprint ?? PoolMark.Fingerprint(target.Upstream, target.Key),
            kind,
            kind == PoolMark.Cooling ? Model : ""),
        0,
        time.Now() + rest);

    private bool CanTake() => pool.Offers([new Candidate(target.Route, target.Upstream)], Model).Count > 0;

    private sealed class Store : IPoolKeyStore
    {
        public bool IsDown { get; set; }

        public Action? Meanwhile { get; set; }

        public List<PoolMark> Saved { get; } = [];

        public List<PoolMark> Told { get; } = [];

        public PoolKeySwitch? Switched { get; set; }

        public bool HasOtherWriters => true;

        public ValueTask<IReadOnlyList<PoolKeySwitch>> Switches() => ValueTask.FromResult<IReadOnlyList<PoolKeySwitch>>(Switched is null ? [] : [Switched]);

        public ValueTask<IReadOnlyList<PoolMark>> Marks() => ValueTask.FromResult<IReadOnlyList<PoolMark>>(Told);

        public Task<PoolKeySwitch> SetDisabled(PoolKeyId key, string? reason, Func<bool, AuditEntry?> entry) => throw new NotSupportedException();

        public Task Save(IReadOnlyList<PoolMark> marks)
        {
            if (IsDown)
            {
                throw new IOException("The store is down.");
            }

            Saved.AddRange(marks);
            Meanwhile?.Invoke();
            Meanwhile = null;
            return Task.CompletedTask;
        }
    }
}
