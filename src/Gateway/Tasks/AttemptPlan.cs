using Gateway.Routing;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>How a store, inside its transaction, gives a task its next attempt.</summary>
/// <param name="Pick">Chooses among the pool keys, of which the store tells the use.</param>
/// <param name="Begin">The task and the attempt as they are written when one was chosen.</param>
internal sealed record AttemptPlan(
    Func<Func<Upstream, PoolKeyOptions, PoolUse>, Choice> Pick,
    Func<TaskRecord, Target, StartedAttempt> Begin);
