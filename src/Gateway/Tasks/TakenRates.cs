using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>One request, taken from those that a key and its team may make a minute.</summary>
/// <param name="Key">Null when the key has no such limit.</param>
/// <param name="Team">Null when its team has none.</param>
internal sealed record TakenRates(Rate? Key, Rate? Team)
{
    /// <summary>The one that will be used up first, for the client to see.</summary>
    public Rate? Nearest => Key is null || Team?.Remaining < Key.Value.Remaining ? Team : Key;

    public static TakenRates Of(Limits keyLimits, AccountUse key, Limits teamLimits, AccountUse team, Instant now) =>
        new(Take(keyLimits, key, now), Take(teamLimits, team, now));

    /// <summary>The new state of each bucket.</summary>
    public IReadOnlyList<(AccountId Account, BucketTime FullAt)> Buckets(AccountId key, AccountId team) => [.. Bucket(key, Key), .. Bucket(team, Team)];

    private static IEnumerable<(AccountId Account, BucketTime FullAt)> Bucket(AccountId account, Rate? rate) =>
        rate is { } taken ? [(account, taken.FullAt)] : [];

    private static Rate? Take(Limits limits, AccountUse use, Instant now) =>
        limits.RequestsPerMinute is { } limit ? Rate.Take(limit, use.RateFullAt, now) : null;
}
