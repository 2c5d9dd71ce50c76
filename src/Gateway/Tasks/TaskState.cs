namespace Gateway.Tasks;

/// <summary>Where a task stands inside the gateway. Clients see only <see cref="Canonical.VideoStatus"/>.</summary>
internal enum TaskState
{
    /// <summary>No pool key has a free place yet: nothing was sent.</summary>
    Queued,

    /// <summary>An attempt is open: the upstream may already have the job.</summary>
    Submitting,

    /// <summary>The upstream has the job and we have its id.</summary>
    Polling,

    /// <summary>The upstream may have the job, but we don't have its id. Never sent again.</summary>
    Unknown,

    Completed,

    Failed,
}
