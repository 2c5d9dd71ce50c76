using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// What this process's last group has left known of sums, places and queues. It holds as long as nobody else passes the gate,
/// which the next group finds out in its own transaction: so it needs no round trip to load (docs/decisions/0048).
/// </summary>
internal sealed class PostgresMemory
{
    private Facts facts = new();
    private long? known;
    private bool isShared;

    /// <summary>Whether it is worth trying to decide about a group without loading. While others come between, it mostly is not.</summary>
    public bool Suffices(Needs needs) =>
        known is not null && !isShared
        && needs.Accounts.All(facts.Accounts.Knows)
        && needs.Budgets.All(budget => facts.Accounts.Knows(budget.Account, budget.FirstDay))
        && needs.PoolKeys.All(facts.Pool.Knows)
        && needs.Queues.All(facts.Queues.Knows);

    /// <summary>Hands over what is known. It comes back with <see cref="Keep"/> when what follows from it is on disk, or else is lost.</summary>
    public void Take(PostgresTry one)
    {
        // Until it turns out that nobody came between.
        isShared |= one.MustBeKnown;
        if (known is not null)
        {
            (one.Facts, one.Known) = (facts, known);
        }

        Forget();
    }

    /// <summary>The same for a group that has loaded what it needs.</summary>
    /// <param name="found">The gate's number when it was loaded.</param>
    public void Join(PostgresTry one, long found)
    {
        if (known is not null)
        {
            isShared = known != found;
        }

        if (known == found)
        {
            one.Facts.Remember(facts);
        }

        one.Known = found;
        Forget();
    }

    public void Keep(PostgresTry saved)
    {
        if (saved.Known is null)
        {
            return;
        }

        if (saved.Found is { } found && found != saved.Known)
        {
            isShared = true;
            return;
        }

        if (saved.MustBeKnown)
        {
            isShared = false;
        }

        saved.Facts.Saved();
        // Tasks are held to their versions, not to the gate.
        saved.Facts.ForgetTasks();
        (facts, known) = (saved.Facts, saved.Found is null ? saved.Known : saved.Known + 1);
    }

    private void Forget() => (facts, known) = (new Facts(), null);
}
