using Gateway.Models;

namespace Gateway.OpenApi;

/// <summary>A way to ask for a mode: how many images, and what the generation type has to say.</summary>
/// <param name="Type">The generation type; null where none may be given.</param>
/// <param name="TypeIsOptional">Whether the images alone lead here too.</param>
internal sealed record ModeWay(ModeSpec Mode, int MinImages, int MaxImages, string? Type, bool TypeIsOptional)
{
    /// <summary>All the ways of a model, as <see cref="ModeChoice"/> chooses.</summary>
    public static IReadOnlyList<ModeWay> Of(ModelSpec model) => [.. model.Modes.SelectMany(mode => Of(model, mode))];

    private static IEnumerable<ModeWay> Of(ModelSpec model, ModeSpec mode)
    {
        var byImages = Runs([.. Enumerable.Range(mode.MinImages, mode.MaxImages - mode.MinImages + 1)
            .Where(images => model.Modes.First(first => first.Takes(images)) == mode)]);
        if (mode.GenerationType is not { } type)
        {
            return byImages.Select(run => new ModeWay(mode, run.First, run.Last, null, true));
        }

        return byImages is [var only] && only == (mode.MinImages, mode.MaxImages)
            ? [new ModeWay(mode, mode.MinImages, mode.MaxImages, type, true)]
            :
            [
                new ModeWay(mode, mode.MinImages, mode.MaxImages, type, false),
                .. byImages.Select(run => new ModeWay(mode, run.First, run.Last, null, true)),
            ];
    }

    /// <summary>Numbers in a row.</summary>
    private static List<(int First, int Last)> Runs(IReadOnlyList<int> counts)
    {
        List<(int First, int Last)> runs = [];
        foreach (var count in counts)
        {
            if (runs.Count > 0 && runs[^1].Last == count - 1)
            {
                runs[^1] = (runs[^1].First, count);
            }
            else
            {
                runs.Add((count, count));
            }
        }

        return runs;
    }
}
