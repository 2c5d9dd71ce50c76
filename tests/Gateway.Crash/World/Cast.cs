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

    private static readonly IReadOnlyList<PoolKey> Pool =
    [
        new("toapis", "a", Weight: 1, MaxInFlight: 8),
        new("toapis", "b", Weight: 2, MaxInFlight: 10),
        new("apimart", "a", Weight: 1, MaxInFlight: 5),
        new("apimart", "b", Weight: 1, MaxInFlight: 7, RequestsPerMinute: 300),
        new("legacy", "a", Weight: 1, MaxInFlight: 5),
        new("legacy", "b", Weight: 3, MaxInFlight: 7),
    ];

    private readonly ConcurrentQueue<string> guests = new();

    /// <param name="size">How many times as many tasks there may be at once.</param>
    /// <param name="spread">How operators' changes come to all gateways; null for one.</param>
    public Cast(int rounds, int size = 1, Spread? spread = null)
    {
        Spread = spread ?? Spread.None;
        rounds *= size;
        PoolKeys = [.. Pool.Select(key => key with { MaxInFlight = key.MaxInFlight * size, RequestsPerMinute = key.RequestsPerMinute * size })];
        var film = new Account("film", new LimitSet(ConcurrentTasks: 14 * size, Budget: 150 * rounds), Spread);
        var games = new Account("games", new LimitSet(ConcurrentTasks: 30 * size), Spread);
        var solo = new Account("solo", new LimitSet(Budget: 60 * rounds), Spread);
        Teams = [film, games, solo];
        Clients =
        [
            Declared("film-small", film, new LimitSet(ConcurrentTasks: 5 * size, Budget: 30 * rounds)),
            Declared("film-free", film, new LimitSet()),
            Declared("games-rate", games, new LimitSet(RequestsPerMinute: 200 * size)),
            Declared("games-free", games, new LimitSet()),
            Declared("solo", solo, new LimitSet(ConcurrentTasks: 6 * size)),
            Made("film-made", film, new LimitSet(ConcurrentTasks: 6 * size)),
            Made("games-made", games, new LimitSet(RequestsPerMinute: 150 * size, ConcurrentTasks: 8 * size)),
            Made("solo-made", solo, new LimitSet(Budget: 30 * rounds)),
        ];
    }

    public Spread Spread { get; }

    public IReadOnlyList<ClientAccount> Clients { get; }

    public IReadOnlyList<Account> Teams { get; }

    public IReadOnlyList<PoolKey> PoolKeys { get; }

    /// <summary>Every key's and every team's account.</summary>
    public IEnumerable<Account> Accounts => [.. Clients.Select(client => client.Key), .. Teams];

    public IEnumerable<string> Secrets =>
        [.. Clients.SelectMany(client => client.Ring.All), .. PoolKeys.Select(key => key.Secret), .. guests, OperatorKey];

    public string SecretOf(string upstream, string poolKey) =>
        PoolKeys.First(key => (key.Upstream, key.Id) == (upstream, poolKey)).Secret;

    /// <summary>A key that an operator made for a moment is a secret too.</summary>
    public void Learn(string guest) => guests.Enqueue(guest);

    private ClientAccount Declared(string name, Account team, LimitSet limits)
    {
        var ring = new KeyRing(Spread);
        ring.Put($"sk-crash-{name}");
        return new ClientAccount(name, ring, new Account($"config:{name}", limits, Spread), team, IsMade: false);
    }

    private ClientAccount Made(string name, Account team, LimitSet limits) =>
        new(name, new KeyRing(Spread), new Account("", limits, Spread), team, IsMade: true);
}
