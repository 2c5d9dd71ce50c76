namespace Gateway.Canonical;

/// <summary>The four words a client ever sees as a task's status.</summary>
internal enum VideoStatus
{
    Queued,
    InProgress,
    Completed,
    Failed,
}
