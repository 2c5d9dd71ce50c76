namespace Gateway.Callbacks;

/// <summary>
/// How many of the callbacks under way may be those of one receiver. One that takes what it gets may have ever more, up to a
/// quarter of all; one that is new has one, and so has one that failed last. All that are new have together no more than half,
/// and all that fail no more than a quarter: so whoever hangs, the others go on.
/// </summary>
internal sealed class ReceiverShares(int most)
{
    private enum Standing
    {
        New,
        Works,
        Fails,
    }

    private readonly Dictionary<string, int> underWay = [];
    private readonly Dictionary<string, int> shares = [];
    private readonly Dictionary<Standing, int> taken = new() { [Standing.New] = 0, [Standing.Works] = 0, [Standing.Fails] = 0 };
    private readonly int largest = Math.Max(1, most / 4);
    private int all;

    public bool AreTaken => all >= most;

    /// <summary>What may be begun now: receivers with the fewest under way first, and of these those that have waited longest.</summary>
    public IReadOnlyList<(string Receiver, int Most)> Choose(IReadOnlyList<DueReceiver> due)
    {
        var free = new Dictionary<Standing, int>
        {
            [Standing.New] = Math.Max(1, most / 2) - taken[Standing.New],
            [Standing.Works] = most - all,
            [Standing.Fails] = Math.Max(1, most / 4) - taken[Standing.Fails],
        };
        var chosen = new List<(string, int)>();
        foreach (var receiver in due.OrderBy(receiver => underWay.GetValueOrDefault(receiver.Name)).ThenBy(receiver => receiver.Since))
        {
            var standing = StandingOf(receiver.Name);
            var may = (receiver.IsPaused ? 1 : Share(receiver.Name)) - underWay.GetValueOrDefault(receiver.Name);
            // What is free for those that work is what is free at all.
            may = Math.Min(may, Math.Min(free[standing], free[Standing.Works]));
            if (may > 0)
            {
                chosen.Add((receiver.Name, may));
                free[Standing.Works] -= may;
                free[standing] -= standing == Standing.Works ? 0 : may;
            }
        }

        return chosen;
    }

    public void Begin(string receiver)
    {
        all++;
        taken[StandingOf(receiver)]++;
        underWay[receiver] = underWay.GetValueOrDefault(receiver) + 1;
    }

    public void End(string receiver, bool answers)
    {
        // All of it that is under way counts where the receiver stands then.
        taken[StandingOf(receiver)] -= underWay[receiver];
        shares[receiver] = answers ? Math.Max(2, Math.Min(largest, Share(receiver) * 2)) : 1;
        taken[StandingOf(receiver)] += underWay[receiver] - 1;
        all--;
        if (--underWay[receiver] == 0)
        {
            underWay.Remove(receiver);
        }
    }

    /// <summary>Nothing is kept of receivers for which nothing is to be done.</summary>
    public void KeepOnly(IReadOnlyList<DueReceiver> due)
    {
        if (shares.Count > 10_000)
        {
            var names = due.Select(receiver => receiver.Name).ToHashSet();
            foreach (var idle in shares.Keys.Where(name => !names.Contains(name) && !underWay.ContainsKey(name)).ToList())
            {
                shares.Remove(idle);
            }
        }
    }

    private int Share(string receiver) => Math.Min(largest, shares.GetValueOrDefault(receiver, 1));

    private Standing StandingOf(string receiver) => !shares.TryGetValue(receiver, out var share) ? Standing.New : share > 1 ? Standing.Works : Standing.Fails;
}
