using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// What this process's last group has left known of sums, places and queues. It holds as long as nobody else passes the gate,
/// which the next group finds out in its own transaction: so it needs no round trip to load (docs/decisions/0048).
/// </summary>
internal sealed class PostgresMemory
{
    /// <summary>So many groups in a row have to find the gate as they left it before another one relies on that.</summary>
    private const int Enough = 4;

    private Facts facts = new();
    private string? known;
    private int undisturbed = Enough;

    /// <summary>Whether it is worth trying to decide about a group without loading. While others come between, it mostly is not.</summary>
    public bool Suffices(Needs needs) =>
        known is not null && undisturbed >= Enough
        && needs.Accounts.All(facts.Accounts.Knows)
        && needs.Budgets.All(budget => facts.Accounts.Knows(budget.Account, budget.FirstDay))
        && needs.PoolKeys.All(facts.Pool.Knows)
        && needs.Queues.All(facts.Queues.Knows);

    /// <summary>Hands over what is known. It comes back with <see cref="Keep"/> when what follows from it is on disk, or else is lost.</summary>
    public void Take(PostgresTry one)
    {
        if (one.IsFromMemory)
        {
            // Until it turns out that nobody came between.
            undisturbed = 0;
        }

        if (known is not null)
        {
            (one.Facts, one.Known) = (facts, known);
        }

        Forget();
    }

    /// <summary>Adds what is known to what a group has loaded.</summary>
    /// <param name="found">Whose name stood at the gate when it was loaded.</param>
    public void Join(PostgresTry one, string found)
    {
        if (known == found)
        {
            undisturbed++;
            facts.Add(one.Facts);
            one.Facts = facts;
        }
        else if (known is not null)
        {
            undisturbed = 0;
        }

        one.Known = found;
        Forget();
    }

    public void Keep(PostgresTry saved)
    {
        if (saved.Found is not null && saved.Found != saved.Known)
        {
            undisturbed = saved.Known is null ? undisturbed : 0;
            return;
        }

        if (saved.IsFromMemory)
        {
            undisturbed = Enough;
        }

        saved.Facts.Saved();
        // Tasks are held to their versions, not to the gate.
        saved.Facts.ForgetTasks();
        (facts, known) = (saved.Facts, saved.Found is null ? saved.Known : saved.Name);
    }

    private void Forget() => (facts, known) = (new Facts(), null);
}
