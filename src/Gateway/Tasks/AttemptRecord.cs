using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>One try to submit a task to one upstream with one pool key. Written before the send.</summary>
/// <param name="Number">1 for a task's first attempt.</param>
internal sealed record AttemptRecord(
    string Id, string TaskId, int Number, string Upstream, string PoolKey, Instant OpenedAt);
