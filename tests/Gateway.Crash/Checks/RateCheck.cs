using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>
/// Requests per minute, as a bucket that holds a minute's worth and empties evenly: it never ran over. Where it is open
/// which limit counted, the highest that may have is taken.
/// </summary>
internal static class RateCheck
{
    private const double Minute = 60_000;

    // Times are taken just before the transaction that counts them.
    private const double Tolerance = 2;

    public static void Check(StoreSnapshot store, Cast cast, Findings findings)
    {
        var created = store.Tasks.ToDictionary(task => task.Id, task => task.CreatedAt);
        foreach (var account in cast.Accounts)
        {
            var lines = store.Ledger.Where(line => line.Kind == "reserve" && (line.KeyId == account.Id || line.Team == account.Id));
            Check(
                account.Id,
                lines.Select(line => (line.At, account.Limits.Most(
                    limits => limits.RequestsPerMinute, created.GetValueOrDefault(line.TaskId, line.At) - AdmissionCheck.Slack, line.At))),
                findings);
        }

        foreach (var key in cast.PoolKeys.Where(key => key.RequestsPerMinute > 0))
        {
            var attempts = store.Attempts.Where(attempt => (attempt.Upstream, attempt.PoolKey) == (key.Upstream, key.Id));
            Check($"{key.Upstream}/{key.Id}", attempts.Select(attempt => (attempt.OpenedAt, (int?)key.RequestsPerMinute)), findings);
        }
    }

    /// <param name="requests">With the limit that each had to fit under; null for none.</param>
    private static void Check(string id, IEnumerable<(long At, int? Limit)> requests, Findings findings)
    {
        var fullAt = 0.0;
        foreach (var (at, limit) in requests.OrderBy(request => request.At))
        {
            if (limit is null)
            {
                continue;
            }

            var cost = Minute / limit.Value;
            fullAt = Math.Max(fullAt, at) + cost;
            if (fullAt - at > Minute + (Tolerance * cost))
            {
                findings.Add(ViolationKinds.Limit, $"{id} made more than {limit} a minute, at {at}");
                return;
            }
        }
    }
}
