using System.Text.Json;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;
using Gateway.Sandbox.Upstreams;

namespace Gateway.Sandbox.Apimart;

/// <summary>S004, and the page of viduq3 and viduq3-mix beside it.</summary>
internal sealed class ApimartUpstream : ISimulatedUpstream
{
    public string Name => UpstreamNames.Apimart;

    public string CreatePath => "/v1/videos/generations";

    public string PollPath => "/v1/tasks/{id}";

    public bool ReplaysIdempotencyKeys => true;

    public ImageRules? Images { get; } = new(20_000_000, [], ApimartShapes.Image);

    public string NewId() => JobIds.Task();

    public IReadOnlyList<string> Check(JsonElement body) => ApimartRules.Check(body);

    public Answer Created(SandboxJob job, FaultList faults) => new(200, ApimartShapes.Created(job, faults));

    public Answer Polled(SandboxJob job, JobView view, FaultList faults) => new(200, ApimartShapes.Polled(job, view, faults));

    public Answer Refuse(int status, string message, FaultList faults) => new(status, ApimartShapes.Error(status, message));

    /// <summary>Documented as 400, where others say 404.</summary>
    public Answer UnknownJob(FaultList faults) => Refuse(400, "invalid task id", faults);

    public Answer ErrorIn200(int code) =>
        new(200, new() { ["code"] = code, ["message"] = "The request was not accepted" });
}
