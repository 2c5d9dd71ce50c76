using System.Collections.Frozen;

namespace Gateway.Tasks;

/// <summary>
/// How long tasks usually take, from those that completed last. In memory, and read anew now and then: nothing is kept for it
/// beyond the tasks themselves.
/// </summary>
internal sealed class UsualDurations
{
    /// <summary>From fewer nobody can tell.</summary>
    private const int Fewest = 20;

    private FrozenDictionary<string, TimeSpan[]> tasks = FrozenDictionary<string, TimeSpan[]>.Empty;
    private FrozenDictionary<(string Model, string Upstream), TimeSpan[]> jobs = FrozenDictionary<(string, string), TimeSpan[]>.Empty;

    public void Learn(IReadOnlyList<TaskDuration> completed)
    {
        Volatile.Write(ref tasks, Sorted(completed.Select(one => (one.Model, one.CompletedAt - one.CreatedAt))));
        Volatile.Write(ref jobs, Sorted(
            from one in completed where one.AcceptedAt is not null select ((one.Model, one.Upstream), one.CompletedAt - one.AcceptedAt!.Value)));
    }

    /// <summary>How long a model's tasks take from create to end.</summary>
    /// <param name="share">Of the tasks, that take no longer.</param>
    /// <returns>Null until enough have completed.</returns>
    public TimeSpan? OfTask(string model, double share) =>
        Volatile.Read(ref tasks).TryGetValue(model, out var known) ? known[(int)Math.Ceiling(share * known.Length) - 1] : null;

    /// <summary>
    /// How long it takes until that share of the jobs has ended that run as long as this one already. No shorter than the job
    /// has run.
    /// </summary>
    /// <returns>Null until enough have completed, and for a job that has run longer than all of them.</returns>
    public TimeSpan? OfJob(string model, string upstream, TimeSpan ran, double share)
    {
        if (!Volatile.Read(ref jobs).TryGetValue((model, upstream), out var known))
        {
            return null;
        }

        var place = Array.BinarySearch(known, ran);
        var over = place < 0 ? ~place : place + 1;
        return over >= known.Length ? null : known[over + (int)(share * (known.Length - over))];
    }

    private static FrozenDictionary<TKey, TimeSpan[]> Sorted<TKey>(IEnumerable<(TKey Key, TimeSpan Took)> all)
        where TKey : notnull => all
            .Where(one => one.Took >= TimeSpan.Zero)
            .GroupBy(one => one.Key, one => one.Took)
            .Where(group => group.Count() >= Fewest)
            .ToFrozenDictionary(group => group.Key, group => group.Order().ToArray());
}
