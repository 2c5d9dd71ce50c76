using Gateway.Audit;
using Gateway.Keys;
using Gateway.Quotas;

namespace Gateway.Tests.Replicas;

/// <summary>What the store is asked about keys that nobody knows.</summary>
public sealed class UnknownKeyTests
{
    [Fact]
    public async Task Any_number_of_wrong_keys_at_once_asks_a_few_questions_and_never_two_at_a_time()
    {
        var store = new Store();
        var found = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => store.Find($"sk-wrong-{i}"))));
        found.ShouldAllBe(key => key == null);
        store.MostAtOnce.ShouldBe(1);
        store.Questions.ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task A_key_that_is_made_while_a_question_about_another_is_under_way_is_found()
    {
        var store = new Store();
        for (var i = 0; i < 50; i++)
        {
            var earlier = store.Find("sk-wrong");
            await Task.Delay(i % 5);
            var secret = store.Make();
            (await store.Find(secret)).ShouldNotBeNull();
            await earlier;
        }
    }

    [Fact]
    public async Task A_question_that_failed_is_asked_again_for_the_next_one()
    {
        var store = new Store { IsDown = true };
        await Should.ThrowAsync<IOException>(() => store.Find("sk-wrong"));
        var secret = store.Make();
        store.IsDown = false;
        (await store.Find(secret)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_nobody_else_makes_keys_nothing_is_asked()
    {
        var store = new Store { HasOtherWriters = false };
        (await store.Find("sk-wrong")).ShouldBeNull();
        store.Questions.ShouldBe(0);
    }

    private sealed class Store : IKeyStore
    {
        private readonly Lock access = new();
        private readonly List<KeyRecord> made = [];
        private readonly UnknownKeys unknown;
        private int atOnce;

        public Store()
        {
            var keys = new ClientKeys([], TimeProvider.System);
            unknown = new UnknownKeys(keys, new KeyBook(this, keys, new Teams()), this, TimeProvider.System);
        }

        public bool HasOtherWriters { get; init; } = true;

        public bool IsDown { get; set; }

        public int Questions { get; private set; }

        public int MostAtOnce { get; private set; }

        public Task<ClientKey?> Find(string secret) => unknown.Find($"Bearer {secret}").AsTask();

        public string Make()
        {
            lock (access)
            {
                var secret = $"sk-{made.Count}";
                made.Add(new KeyRecord(new ClientKey($"key_{made.Count}", "n", "t", null, Limits.None), ClientKeys.Hash(secret), null, null, default, null));
                return secret;
            }
        }

        public async ValueTask<long> Revision()
        {
            lock (access)
            {
                Questions++;
                MostAtOnce = Math.Max(MostAtOnce, ++atOnce);
            }

            long revision;
            lock (access)
            {
                revision = made.Count;
            }

            await Task.Delay(3);
            lock (access)
            {
                atOnce--;
            }

            return IsDown ? throw new IOException("The store is down.") : revision;
        }

        public ValueTask<IReadOnlyList<KeyRecord>> Keys()
        {
            lock (access)
            {
                return ValueTask.FromResult<IReadOnlyList<KeyRecord>>([.. made]);
            }
        }

        public ValueTask<IReadOnlyDictionary<string, Limits>> Teams() => ValueTask.FromResult<IReadOnlyDictionary<string, Limits>>(new Dictionary<string, Limits>());

        public Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change, Func<KeyRecord?, KeyRecord, AuditEntry?> entry) => throw new NotSupportedException();

        public Task SaveTeam(string team, Limits limits, Func<Limits, AuditEntry?> entry) => throw new NotSupportedException();
    }
}
