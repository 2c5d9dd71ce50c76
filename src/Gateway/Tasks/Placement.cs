using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>Which pool key an attempt takes.</summary>
internal static class Placement
{
    /// <summary>
    /// Those that no operator has switched off. The process that made the offers knew the switches too; but one may have been
    /// turned, and the operator been answered, while the wish waited for its decision.
    /// </summary>
    public static IReadOnlyList<Offer> Enabled(IReadOnlyList<Offer> offers, Facts facts) =>
        offers.Any(offer => facts.Pool.Use(offer.Key).IsDisabled) ? [.. offers.Where(offer => !facts.Pool.Use(offer.Key).IsDisabled)] : offers;

    /// <summary>The first route that has a free place, and of its keys the one with the fewest tasks for its weight.</summary>
    /// <returns>Null when all places are taken.</returns>
    public static Offer? Choose(IReadOnlyList<Offer> offers, Facts facts)
    {
        var (best, bestLoad) = (default(Offer), double.MaxValue);
        foreach (var offer in offers)
        {
            if (best is not null && offer.Preference > best.Preference)
            {
                break;
            }

            var use = facts.Pool.Use(offer.Key);
            var load = (double)(use.InFlight + 1) / offer.Weight;
            if (load < bestLoad && HasPlace(offer, use, facts.Now))
            {
                (best, bestLoad) = (offer, load);
            }
        }

        return best;
    }

    private static bool HasPlace(Offer offer, PoolUse use, Instant now) =>
        (offer.MaxInFlight == 0 || use.InFlight < offer.MaxInFlight)
        && (offer.RequestsPerMinute == 0 || Rate.Take(offer.RequestsPerMinute, use.RateFullAt, now).Allowed);
}
