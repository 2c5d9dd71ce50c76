using System.Text.Json;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Upstreams;

/// <summary>One upstream's paths, rules and shapes; what all have in common is in <see cref="UpstreamEndpoints"/>.</summary>
internal interface ISimulatedUpstream
{
    string Name { get; }

    string CreatePath { get; }

    /// <summary>With the job's id as <c>{id}</c>.</summary>
    string PollPath { get; }

    /// <summary>Whether a known <c>Idempotency-Key</c> gives the first job again.</summary>
    bool ReplaysIdempotencyKeys { get; }

    /// <summary>How it takes images by a call of its own; null when it has none.</summary>
    ImageRules? Images { get; }

    string NewId();

    /// <summary>Everything in the body that the upstream's documents do not allow.</summary>
    IReadOnlyList<string> Check(JsonElement body);

    Answer Created(SandboxJob job, FaultList faults);

    Answer Polled(SandboxJob job, JobView view, FaultList faults);

    /// <summary>The documented error of that HTTP status.</summary>
    Answer Refuse(int status, string message, FaultList faults);

    /// <summary>There is no such job, or not for this key.</summary>
    Answer UnknownJob(FaultList faults);

    /// <summary>An error under HTTP 200.</summary>
    Answer ErrorIn200(int code);
}
