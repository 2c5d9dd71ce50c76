namespace Gateway.Sandbox.Jobs;

internal enum JobPhase
{
    Queued,
    Running,
    Completed,
    Failed,
}
