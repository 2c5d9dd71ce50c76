using Gateway.Canonical;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads a model's modes and completes each with the model's row.</summary>
internal static class ModeReader
{
    public static IReadOnlyList<ModeSpec> Read(ConfigReader section, string model, RuleSet row)
    {
        List<ModeSpec> modes = [];
        foreach (var child in section.Children(VideoModeNames.All))
        {
            if (VideoModeNames.Parse(child.Key) is { } mode)
            {
                modes.Add(ReadMode(child, mode, model, row));
            }
            else
            {
                section.Fault(child.Key, $"is no mode; allowed: {string.Join(", ", VideoModeNames.All)}");
            }
        }

        if (modes.Count == 0)
        {
            section.Fault("needs at least one mode");
        }

        // Configuration has no order of its own; this one prefers a first frame to a reference (S002).
        modes.Sort((a, b) => a.Mode.CompareTo(b.Mode));
        RefuseOverlaps(section, modes);
        return modes;
    }

    private static ModeSpec ReadMode(ConfigReader section, VideoMode mode, string model, RuleSet row)
    {
        section.Required("MinImages");
        section.Required("MaxImages");
        var rules = row.And(RuleReader.Read(section, row, withDefaults: true));
        CheckComplete(section, rules);
        return new()
        {
            Mode = mode,
            GenerationType = section.Text("GenerationType"),
            MinImages = rules.MinImages ?? 0,
            MaxImages = rules.MaxImages ?? 0,
            Rules = rules,
            Subject = $"{model} in {mode.Name()} mode",
        };
    }

    /// <summary>What every request needs to be resolved and priced.</summary>
    private static void CheckComplete(ConfigReader section, RuleSet rules)
    {
        foreach (var name in new[] { Parameters.Duration, Parameters.Resolution })
        {
            var rule = rules.Parameters.GetValueOrDefault(name);
            if (rule is null || (rule.Default is null && !rules.Required.Contains(name)))
            {
                section.Fault($"needs '{name}' supported, with a default or required");
            }
        }

        if (rules.Parameters.GetValueOrDefault(Parameters.Resolution) is { Allowed: null })
        {
            section.Fault($"needs a list of Allowed for '{Parameters.Resolution}': prices go by it");
        }

        foreach (var (name, rule) in rules.Parameters.Where(parameter => parameter.Value.Default is { } value && !parameter.Value.Accepts(value)))
        {
            section.Fault($"leaves out the default '{rule.Default}' of '{name}'");
        }

        foreach (var name in rules.Required.Where(name => !rules.Parameters.ContainsKey(name)))
        {
            section.Fault($"does not support '{name}', which the model requires");
        }
    }

    private static void RefuseOverlaps(ConfigReader section, List<ModeSpec> modes)
    {
        for (var i = 0; i < modes.Count; i++)
        {
            foreach (var other in modes.Skip(i + 1).Where(other => Overlap(modes[i], other)))
            {
                section.Fault($"has two modes for the same images: {modes[i].Mode.Name()} and {other.Mode.Name()}");
            }
        }
    }

    private static bool Overlap(ModeSpec a, ModeSpec b) =>
        a.MinImages <= b.MaxImages
        && b.MinImages <= a.MaxImages
        && (a.GenerationType is null || b.GenerationType is null || a.GenerationType == b.GenerationType);
}
