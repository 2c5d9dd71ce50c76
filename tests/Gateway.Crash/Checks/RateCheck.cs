using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>Requests per minute, over every stretch of time: at most a minute's worth at once, and then what flows in.</summary>
internal static class RateCheck
{
    // Times are taken just before the transaction that counts them.
    private const double Tolerance = 2;

    public static void Check(StoreSnapshot store, Cast cast, Findings findings)
    {
        foreach (var key in cast.Clients.Select(client => client.Key).Where(key => key.RequestsPerMinute is not null))
        {
            Check(key.Id, key.RequestsPerMinute!.Value, store.Tasks.Where(task => task.KeyId == key.Id).Select(task => task.CreatedAt), findings);
        }

        foreach (var key in cast.PoolKeys.Where(key => key.RequestsPerMinute > 0))
        {
            var attempts = store.Attempts.Where(attempt => (attempt.Upstream, attempt.PoolKey) == (key.Upstream, key.Id));
            Check($"{key.Upstream}/{key.Id}", key.RequestsPerMinute, attempts.Select(attempt => attempt.OpenedAt), findings);
        }
    }

    private static void Check(string id, int limit, IEnumerable<long> times, Findings findings)
    {
        var (count, least) = (0, double.MaxValue);
        foreach (var at in times.Order())
        {
            var aboveFlow = ++count - (at * limit / 60_000.0);
            least = Math.Min(least, aboveFlow);
            if (aboveFlow - least > limit + Tolerance)
            {
                findings.Add(ViolationKinds.Limit, $"{id} made more than {limit} a minute, at {at}");
                return;
            }
        }
    }
}
