namespace Gateway.Crash.World;

/// <summary>
/// Who takes part. Some keys and teams are unlimited so that there is always load; the others have limits that bind
/// at once (concurrency, rate) or somewhere in the second half of the run (budgets).
/// </summary>
internal sealed class Cast
{
    public Cast(int rounds)
    {
        var film = new Account("film", ConcurrentTasks: 14, Budget: 150 * rounds);
        var games = new Account("games", ConcurrentTasks: 30);
        var solo = new Account("solo", Budget: 40 * rounds);
        Teams = [film, games, solo];
        Clients =
        [
            Client("film-small", film, new Account("", ConcurrentTasks: 5, Budget: 30 * rounds)),
            Client("film-free", film, new Account("")),
            Client("games-rate", games, new Account("", RequestsPerMinute: 200)),
            Client("games-free", games, new Account("")),
            Client("solo", solo, new Account("", ConcurrentTasks: 6)),
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

    public IEnumerable<string> Secrets => [.. Clients.Select(client => client.Secret), .. PoolKeys.Select(key => key.Secret)];

    private static ClientAccount Client(string name, Account team, Account key) =>
        new(name, $"sk-crash-{name}", key with { Id = $"config:{name}" }, team);
}
