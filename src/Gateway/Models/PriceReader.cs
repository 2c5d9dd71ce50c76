using Gateway.Canonical;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads a model's prices and sees that every combination that can be asked for has one.</summary>
internal static class PriceReader
{
    private const decimal MaxCredits = 1_000_000;

    public static PriceTable Read(ConfigReader model, IReadOnlyList<ModeSpec> modes, MetadataRule metadata)
    {
        var sections = model.Section("Prices").Children();
        var table = new PriceTable(
            [.. sections.Select(ReadRow)],
            model.DecimalOrNull("OffPeakFactor", 0, 1) ?? 1);
        if (model.Has("OffPeakFactor") && metadata.Fields.GetValueOrDefault(Parameters.OffPeak)?.Type != ParameterType.Boolean)
        {
            model.Fault("OffPeakFactor", $"needs a boolean field {Parameters.OffPeak} in Metadata:Fields");
        }

        CheckCover(model, sections, table, modes);
        return table;
    }

    private static PriceRow ReadRow(ConfigReader section)
    {
        var mode = section.Text("Mode");
        if (mode is not null && VideoModeNames.Parse(mode) is null)
        {
            section.Fault("Mode", $"is '{mode}'; allowed: {string.Join(", ", VideoModeNames.All)}");
        }

        var perSecond = section.DecimalOrNull("CreditsPerSecond", 0, MaxCredits);
        var perClip = section.DecimalOrNull("CreditsPerClip", 0, MaxCredits);
        if (section.Has("CreditsPerSecond") == section.Has("CreditsPerClip"))
        {
            section.Fault("needs either CreditsPerSecond or CreditsPerClip");
        }

        return new(
            mode is null ? null : VideoModeNames.Parse(mode),
            section.Text("Resolution"),
            section.BoolOrNull("Audio"),
            perClip ?? perSecond ?? 0,
            perClip is not null);
    }

    private static void CheckCover(ConfigReader model, IReadOnlyList<ConfigReader> sections, PriceTable table, IReadOnlyList<ModeSpec> modes)
    {
        var used = new HashSet<PriceRow>(ReferenceEqualityComparer.Instance);
        foreach (var (mode, resolution, audio) in modes.SelectMany(Combinations))
        {
            if (table.Find(mode, resolution, audio) is { } row)
            {
                used.Add(row);
            }
            else
            {
                model.Fault("Prices", $"has none for {mode.Name()}, {resolution}, {Audio(audio)}");
            }
        }

        foreach (var (row, section) in table.Rows.Zip(sections).Where(pair => !used.Contains(pair.First)))
        {
            section.Fault("is never the price: no request can ask for it, or a row before it covers the same");
        }
    }

    private static IEnumerable<(VideoMode Mode, string Resolution, bool? Audio)> Combinations(ModeSpec mode) =>
        from resolution in mode.Rules.Parameters.GetValueOrDefault(Parameters.Resolution)?.Allowed ?? []
        from audio in AudioValues(mode.Rules)
        select (mode.Mode, resolution, audio);

    private static IEnumerable<bool?> AudioValues(RuleSet rules)
    {
        if (!rules.Parameters.TryGetValue(Parameters.Audio, out var audio))
        {
            return [null];
        }

        var values = new bool?[] { true, false }.Where(value => ParameterCheck.Flag(audio, "", value!.Value) is null);
        return audio.DefaultFlag is null && !rules.Required.Contains(Parameters.Audio) ? values.Append(null) : values;
    }

    private static string Audio(bool? audio) =>
        audio is { } value ? value ? "with audio" : "silent" : "audio not said";
}
