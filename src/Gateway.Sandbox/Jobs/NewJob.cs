using System.Text.Json;
using Gateway.Sandbox.Faults;

namespace Gateway.Sandbox.Jobs;

/// <summary>A request that passed every check of its upstream.</summary>
/// <param name="Job">What the job will be when it is made.</param>
/// <param name="Body">The job's body, parsed.</param>
/// <param name="Faults">The faults that the prompt asks for; scripted ones come before them.</param>
/// <param name="Replays">Whether this upstream gives the first job again for a known idempotency key.</param>
internal sealed record NewJob(SandboxJob Job, JsonElement Body, FaultList Faults, bool Replays);
