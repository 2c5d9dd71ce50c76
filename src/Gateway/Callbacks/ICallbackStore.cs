using Gateway.Audit;
using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>The queue of callbacks. Its rows are written with the change that ends a task.</summary>
internal interface ICallbackStore
{
    /// <summary>The receivers that have callbacks to be tried now. A paused one only when its time has come.</summary>
    ValueTask<IReadOnlyList<DueReceiver>> Due(Instant now);

    /// <summary>Takes callbacks of these receivers, longest due first, and of each at most so many. Nobody else gets them before <paramref name="leaseUntil"/>.</summary>
    Task<IReadOnlyList<Callback>> Claim(IReadOnlyList<(string Receiver, int Most)> wanted, Instant now, Instant leaseUntil);

    /// <summary>Writes what a try has led to, unless the callback was dropped, or its lease is somebody else's now.</summary>
    Task<ReceiverState> Save(Callback tried, CallbackResult result);

    /// <summary>At a start: what the process before had taken is free again, where it was alone.</summary>
    Task TakeBack();

    /// <summary>What the callback told of is no longer so.</summary>
    Task Drop(Callback outdated);

    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<CallbackDetails>> List(CallbackFilter filter);

    ValueTask<CallbackDetails?> Find(string id);

    /// <summary>Has it tried again at once, with a whole schedule before it.</summary>
    /// <returns>False when there is no such callback.</returns>
    Task<bool> Replay(string id, Instant now, Func<Callback, AuditEntry> entry);
}
