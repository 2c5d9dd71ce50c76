using Gateway.Canonical;

namespace Gateway.Tests.House;

/// <summary>A route of a model in one of the model's modes, with the facts of the documents that limits go by.</summary>
internal sealed record RouteMode(string Model, string Upstream, VideoMode Mode)
{
    public bool IsVeo => Model.StartsWith("veo", StringComparison.Ordinal);

    public bool IsReferences => Model is "viduq3" or "viduq3-mix";

    /// <summary>The models that make a first, or a first and last, frame of their images (S000).</summary>
    public bool IsFrames => Model is "viduq3-pro" or "viduq3-turbo";

    public bool TakesRatio => !IsFrames || Mode == VideoMode.TextToVideo;

    public bool Is(string model, string upstream) => (Model, Upstream) == (model, upstream);
}
