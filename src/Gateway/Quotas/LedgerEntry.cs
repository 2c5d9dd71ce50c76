namespace Gateway.Quotas;

/// <summary>One line of the ledger, which is only ever appended to.</summary>
/// <param name="Kind">reserve, charge, refund or correct.</param>
/// <param name="Reserved">Change of what is reserved, in millionths of a credit.</param>
/// <param name="Charged">Change of what is charged, in millionths of a credit.</param>
internal readonly record struct LedgerEntry(string Kind, long Reserved, long Charged)
{
    public static LedgerEntry Reserve(long price) => new("reserve", price, 0);

    /// <summary>The line that a change writes, or null when it moves no money.</summary>
    public static LedgerEntry? Of(Money before, Money after, long price) => (before, after) switch
    {
        (Money.Reserved, Money.Charged) => new("charge", -price, price),
        (Money.Reserved, Money.Refunded) => new("refund", -price, 0),
        // The job had ended well after all, when the gateway had already given it up.
        (Money.Refunded, Money.Charged) => new("correct", 0, price),
        _ when before == after => null,
        _ => throw new InvalidOperationException($"money that is {before} never becomes {after}"),
    };
}
