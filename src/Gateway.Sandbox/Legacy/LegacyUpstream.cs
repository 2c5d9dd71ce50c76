using System.Text.Json;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;
using Gateway.Sandbox.Upstreams;

namespace Gateway.Sandbox.Legacy;

/// <summary>S003.</summary>
internal sealed class LegacyUpstream : ISimulatedUpstream
{
    public string Name => UpstreamNames.Legacy;

    public string CreatePath => "/v1/video/generations";

    public string PollPath => "/v1/video/generations/{id}";

    public bool ReplaysIdempotencyKeys => false;

    public ImageRules? Images => null;

    public string NewId() => JobIds.Task();

    public IReadOnlyList<string> Check(JsonElement body) => LegacyRules.Check(body);

    public Answer Created(SandboxJob job, FaultList faults) => new(200, LegacyShapes.Created(job, faults));

    public Answer Polled(SandboxJob job, JobView view, FaultList faults) => new(200, LegacyShapes.Polled(job, view, faults));

    public Answer Refuse(int status, string message, FaultList faults) => new(status, LegacyShapes.Error(status, message));

    /// <summary>Seen live as 400 where others say 404.</summary>
    public Answer UnknownJob(FaultList faults) => new(400, LegacyShapes.FlatError("task_not_exist", "task_not_exist"));

    public Answer ErrorIn200(int code) =>
        new(200, LegacyShapes.FlatError("fail_to_fetch_task", $"The request was not accepted ({code})"));
}
