namespace Gateway.Quotas;

/// <summary>The words of <see cref="Money"/> in the store and for operators.</summary>
internal static class MoneyNames
{
    public static string Word(this Money money) => money switch
    {
        Money.Reserved => "reserved",
        Money.Charged => "charged",
        Money.Refunded => "refunded",
        _ => throw new ArgumentOutOfRangeException(nameof(money), money, null),
    };
}
