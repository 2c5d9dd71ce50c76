using Gateway.Sandbox.Faults;

namespace Gateway.Sandbox.Jobs;

/// <summary>What became of a request to create a job.</summary>
internal abstract record Creation
{
    private Creation()
    {
    }

    public sealed record Made(SandboxJob Job, FaultList Faults) : Creation;

    /// <summary>The idempotency key and the body are known: there is no second job.</summary>
    public sealed record Replayed(SandboxJob Job) : Creation;

    /// <summary>The idempotency key is known with another body.</summary>
    public sealed record Conflict : Creation;

    /// <summary>A scripted fault says that there is no job.</summary>
    public sealed record Refused(Fault Fault, FaultList Faults) : Creation;
}
