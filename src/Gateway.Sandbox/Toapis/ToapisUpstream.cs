using System.Text.Json;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;
using Gateway.Sandbox.Requests;
using Gateway.Sandbox.Upstreams;

namespace Gateway.Sandbox.Toapis;

/// <summary>S000, S001 (Vidu Q3) and S002 (VEO).</summary>
internal sealed class ToapisUpstream : ISimulatedUpstream
{
    public string Name => UpstreamNames.Toapis;

    public string CreatePath => "/v1/videos/generations";

    public string PollPath => "/v1/videos/generations/{id}";

    public bool ReplaysIdempotencyKeys => false;

    public ImageRules? Images { get; } = new(10_000_000, ["purpose"], ToapisShapes.Image);

    public string NewId() => JobIds.Video();

    public IReadOnlyList<string> Check(JsonElement body)
    {
        var fields = new FieldReader(body);
        var model = fields.OneOf("model", [.. ViduRules.Models, .. VeoRules.Models], required: true);
        if (model is null)
        {
            return fields.Problems;
        }

        fields.Text("client_business_id");
        if (VeoRules.Models.Contains(model))
        {
            VeoRules.Check(fields, model);
        }
        else
        {
            ViduRules.Check(fields, model);
        }

        fields.RefuseOthers();
        return fields.Problems;
    }

    public Answer Created(SandboxJob job, FaultList faults) => new(200, ToapisShapes.Created(job, faults));

    public Answer Polled(SandboxJob job, JobView view, FaultList faults) => new(200, ToapisShapes.Polled(job, view, faults));

    public Answer Refuse(int status, string message, FaultList faults) => new(status, ToapisShapes.Error(status, message, faults));

    public Answer UnknownJob(FaultList faults) =>
        new(404, ToapisShapes.Error(404, "The task does not exist", faults, "task_not_found"));

    public Answer ErrorIn200(int code) =>
        new(200, new() { ["success"] = false, ["message"] = $"The request was not accepted ({code})" });
}
