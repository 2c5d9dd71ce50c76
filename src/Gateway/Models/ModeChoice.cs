using Gateway.Http;

namespace Gateway.Models;

/// <summary>Finds the mode that a request asks for, by its images (S000 "Auto Routing") and, where the model has it, its generation type (S002).</summary>
internal static class ModeChoice
{
    /// <summary>The mode; when none takes that many images, a problem and the closest mode, so that the rest can be judged too.</summary>
    /// <param name="generationType">Null, or one that the model has.</param>
    public static ModeSpec Choose(ModelSpec model, int images, string? generationType, ProblemList problems)
    {
        var candidates = generationType is null
            ? model.Modes
            : [.. model.Modes.Where(mode => mode.GenerationType == generationType)];
        var closest = candidates[0];
        foreach (var mode in candidates)
        {
            if (mode.Takes(images))
            {
                return mode;
            }

            closest = Math.Abs(mode.Excess(images)) < Math.Abs(closest.Excess(images)) ? mode : closest;
        }

        problems.Add(Problem(model, candidates, closest, images, generationType));
        return closest;
    }

    private static ErrorDetail Problem(
        ModelSpec model, IReadOnlyList<ModeSpec> candidates, ModeSpec closest, int images, string? generationType)
    {
        var (min, max) = (candidates.Min(mode => mode.MinImages), candidates.Max(mode => mode.MaxImages));
        var allowed = JsonValues.Range(min, max);
        var subject = generationType is null ? model.Name : $"{model.Name} with generation_type {generationType}";
        var range = min == max ? $"{min}" : $"{min} to {max}";
        return (closest.Excess(images), images, generationType) switch
        {
            ( < 0, 0, null) => new(Parameters.ImageUrls, DetailCodes.Required, $"'image_urls' is required: {subject} takes {range} images.", allowed),
            ( < 0, _, _) => new(Parameters.ImageUrls, DetailCodes.TooFew, $"{images} images are too few: {subject} takes {range}.", allowed),
            _ => new(Parameters.ImageUrls, DetailCodes.TooMany, $"{images} images are too many: {subject} takes {range}.", allowed),
        };
    }
}
