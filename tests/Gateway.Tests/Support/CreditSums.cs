using Gateway.Canonical;

namespace Gateway.Tests.Support;

internal static class CreditSums
{
    public static Credits Sum(this IEnumerable<Credits> amounts) => amounts.Aggregate(Credits.Zero, (sum, amount) => sum + amount);
}
