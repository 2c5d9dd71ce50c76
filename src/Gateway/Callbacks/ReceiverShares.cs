namespace Gateway.Callbacks;

/// <summary>
/// How many of the callbacks under way may be those of one receiver. One that has just taken some may have ever more, up to a
/// quarter of all; one that nobody knows yet has two, and one that failed last has one. Those that have not shown that they work
/// have together no more than half: so however many of them hang, the others go on.
/// </summary>
internal sealed class ReceiverShares(int most)
{
    private const int First = 2;

    private readonly Dictionary<string, int> underWay = [];
    private readonly Dictionary<string, int> shares = [];
    private readonly int largest = Math.Max(1, most / 4);
    private int all;
    private int unproven;

    public bool AreTaken => all >= most;

    /// <summary>What may be begun now: receivers with the fewest under way first, and of these those that have waited longest.</summary>
    public IReadOnlyList<(string Receiver, int Most)> Choose(IReadOnlyList<DueReceiver> due)
    {
        var free = most - all;
        var freeUnproven = Math.Max(0, Math.Max(1, most / 2) - unproven);
        var chosen = new List<(string, int)>();
        foreach (var receiver in due.OrderBy(receiver => underWay.GetValueOrDefault(receiver.Name)).ThenBy(receiver => receiver.Since))
        {
            var busy = underWay.GetValueOrDefault(receiver.Name);
            var may = Math.Min(free, (receiver.IsPaused ? 1 : Share(receiver.Name)) - busy);
            may = IsProven(receiver.Name) ? may : Math.Min(may, freeUnproven);
            if (may > 0)
            {
                chosen.Add((receiver.Name, may));
                free -= may;
                freeUnproven -= IsProven(receiver.Name) ? 0 : may;
            }
        }

        return chosen;
    }

    public void Begin(string receiver)
    {
        all++;
        unproven += IsProven(receiver) ? 0 : 1;
        underWay[receiver] = underWay.GetValueOrDefault(receiver) + 1;
    }

    public void End(string receiver, bool answers)
    {
        var before = IsProven(receiver);
        all--;
        unproven -= before ? 0 : 1;
        underWay[receiver]--;
        shares[receiver] = answers ? Math.Max(First, Math.Min(largest, Share(receiver) * 2)) : 1;
        // What is under way of it counts on the side where it now stands.
        unproven += (IsProven(receiver), before) switch
        {
            (true, false) => -underWay[receiver],
            (false, true) => underWay[receiver],
            _ => 0,
        };
        if (underWay[receiver] == 0)
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

    private int Share(string receiver) => Math.Min(largest, shares.GetValueOrDefault(receiver, First));

    private bool IsProven(string receiver) => shares.GetValueOrDefault(receiver) > 1;
}
