namespace Gateway.Tasks;

/// <summary>Somebody who wants to know of changes. Told after the commit, in the order of the events, at least once.</summary>
internal interface ITaskSubscriber
{
    /// <summary>Returns at once: what takes longer is done elsewhere. One that throws is logged and does not keep the others from hearing.</summary>
    void Hear(TaskEvent happened);
}
