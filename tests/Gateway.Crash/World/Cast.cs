using System.Collections.Concurrent;

namespace Gateway.Crash.World;

/// <summary>
/// Who takes part. Some keys and teams are unlimited so that there is always load; the others have limits that bind
/// at once (concurrency, rate) or somewhere in the second half of the run (budgets). Keys that an operator makes, and
/// teams, get other limits on the way.
/// </summary>
internal sealed class Cast
{
    public const string OperatorKey = "adm-crash-operator-0123456789";

    private readonly ConcurrentQueue<string> guests = new();

    public Cast(int rounds)
    {
        var film = new Account("film", new LimitSet(ConcurrentTasks: 14, Budget: 150 * rounds));
        var games = new Account("games", new LimitSet(ConcurrentTasks: 30));
        var solo = new Account("solo", new LimitSet(Budget: 60 * rounds));
        Teams = [film, games, solo];
        Clients =
        [
            Declared("film-small", film, new LimitSet(ConcurrentTasks: 5, Budget: 30 * rounds)),
            Declared("film-free", film, new LimitSet()),
            Declared("games-rate", games, new LimitSet(RequestsPerMinute: 200)),
            Declared("games-free", games, new LimitSet()),
            Declared("solo", solo, new LimitSet(ConcurrentTasks: 6)),
            Made("film-made", film, new LimitSet(ConcurrentTasks: 6)),
            Made("games-made", games, new LimitSet(RequestsPerMinute: 150, ConcurrentTasks: 8)),
            Made("solo-made", solo, new LimitSet(Budget: 30 * rounds)),
        ];
    }

    public IReadOnlyList<ClientAccount> Clients { get; }

    public IReadOnlyList<Account> Teams { get; }

    public IReadOnlyList<PoolKey> PoolKeys { get; } =
    [
        new("toapis", "a", Weight: 1, MaxInFlight: 8),
        new("toapis", "b", Weight: 2, MaxInFlight: 10),
        new("apimart", "a", Weight: 1, MaxInFlight: 5),
        new("apimart", "b", Weight: 1, MaxInFlight: 7, RequestsPerMinute: 300),
        new("legacy", "a", Weight: 1, MaxInFlight: 5),
        new("legacy", "b", Weight: 3, MaxInFlight: 7),
    ];

    /// <summary>Every key's and every team's account.</summary>
    public IEnumerable<Account> Accounts => [.. Clients.Select(client => client.Key), .. Teams];

    public IEnumerable<string> Secrets =>
        [.. Clients.SelectMany(client => client.Ring.All), .. PoolKeys.Select(key => key.Secret), .. guests, OperatorKey];

    public string SecretOf(string upstream, string poolKey) =>
        PoolKeys.First(key => (key.Upstream, key.Id) == (upstream, poolKey)).Secret;

    /// <summary>A key that an operator made for a moment is a secret too.</summary>
    public void Learn(string guest) => guests.Enqueue(guest);

    private static ClientAccount Declared(string name, Account team, LimitSet limits)
    {
        var ring = new KeyRing();
        ring.Put($"sk-crash-{name}");
        return new ClientAccount(name, ring, new Account($"config:{name}", limits), team, IsMade: false);
    }

    private static ClientAccount Made(string name, Account team, LimitSet limits) =>
        new(name, new KeyRing(), new Account("", limits), team, IsMade: true);
}
