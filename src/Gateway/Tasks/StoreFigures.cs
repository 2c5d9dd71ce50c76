using Gateway.Canonical;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>How things stand in the store: the same for every replica.</summary>
/// <param name="Live">Only states that some unfinished task is in.</param>
/// <param name="Unresolved">Tasks of which nobody knows whether there is a job.</param>
/// <param name="Reserved">Of all teams.</param>
/// <param name="CallbacksPending">Callbacks that are still to be delivered.</param>
/// <param name="InFlight">Only pool keys that ever had a task.</param>
internal sealed record StoreFigures(
    IReadOnlyList<StateFigures> Live, long Unresolved, Credits Reserved, long CallbacksPending, IReadOnlyList<(PoolKeyId Key, long Tasks)> InFlight);
