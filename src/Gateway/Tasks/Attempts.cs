using Gateway.Quotas;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>How a task gets its next attempt.</summary>
internal static class Attempts
{
    /// <summary>Longer than the upstream may take to answer: without a recorded outcome by then, it is taken for lost.</summary>
    private static readonly TimeSpan OutcomeLate = TimeSpan.FromSeconds(30);

    /// <param name="before">The task as it is on disk; null when it comes to be with this attempt.</param>
    /// <param name="task">The same task as the attempt finds it.</param>
    public static Changes Begin(TaskRecord? before, TaskRecord task, Offer offer, string attemptId, int number, Facts facts)
    {
        var submitting = task with
        {
            State = TaskState.Submitting,
            Upstream = offer.Key.Upstream,
            PoolKey = offer.Key.PoolKey,
            DueAt = facts.Now + offer.SubmitTimeout + OutcomeLate,
        };
        var changes = before is null ? new Changes(null, submitting) : Changes.Of(before, submitting);
        return changes with
        {
            Opened = new AttemptRecord(attemptId, task.Id, number, offer.Key.Upstream, offer.Key.PoolKey, facts.Now),
            PoolRate = offer.RequestsPerMinute == 0
                ? null
                : (offer.Key, Rate.Take(offer.RequestsPerMinute, facts.Pool.Use(offer.Key).RateFullAt, facts.Now).FullAt),
        };
    }
}
