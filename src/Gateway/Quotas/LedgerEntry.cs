using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>One line of the ledger, which is only ever appended to.</summary>
/// <param name="Kind">reserve, charge, refund or correct.</param>
/// <param name="Reserved">Change of what is reserved.</param>
/// <param name="Charged">Change of what is charged.</param>
internal readonly record struct LedgerEntry(string Kind, Credits Reserved, Credits Charged)
{
    public static LedgerEntry Reserve(Credits price) => new("reserve", price, Credits.Zero);

    /// <summary>The line that a change writes, or null when it moves no money.</summary>
    public static LedgerEntry? Of(Money before, Money after, Credits price) => (before, after) switch
    {
        (Money.Reserved, Money.Charged) => new("charge", -price, price),
        (Money.Reserved, Money.Refunded) => new("refund", -price, Credits.Zero),
        // The job had ended well after all, when the gateway had already given it up.
        (Money.Refunded, Money.Charged) => new("correct", Credits.Zero, price),
        _ when before == after => null,
        _ => throw new InvalidOperationException($"money that is {before} never becomes {after}"),
    };
}
