using System.Collections.Frozen;
using System.Globalization;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads one parameter's rule: the settings that its type has, and nothing wider than the rule it narrows.</summary>
internal static class ParameterReader
{
    private static readonly FrozenDictionary<string, ParameterType> Types = new Dictionary<string, ParameterType>
    {
        ["string"] = ParameterType.Text,
        ["integer"] = ParameterType.Integer,
        ["boolean"] = ParameterType.Boolean,
        ["ratio"] = ParameterType.Ratio,
        ["subjects"] = ParameterType.Subjects,
    }.ToFrozenDictionary();

    /// <param name="wide">The rule that this one narrows.</param>
    /// <param name="withDefault">Whether a default may be given here.</param>
    public static ParameterRule Read(ConfigReader section, ParameterRule wide, bool withDefault)
    {
        var (min, max) = wide.Type switch
        {
            ParameterType.Text => (null, Limit(section, "MaxLength", wide)),
            ParameterType.Ratio => (null, Limit(section, "RatioMax", wide)),
            ParameterType.Integer => (Limit(section, "Min", wide), Limit(section, "Max", wide)),
            _ => ((long?)null, (long?)null),
        };
        if (min > max)
        {
            section.Fault("Min", $"is {min}, above Max, which is {max}");
        }

        var rule = wide.And(new(wide.Param, wide.Type, min, max, Allowed(section, wide)));
        var chosen = withDefault ? Spelled(wide.Type, section.Scalar("Default")) : null;
        if (chosen is not null && !rule.Accepts(chosen))
        {
            section.Fault("Default", $"is '{chosen}', outside its own range or list");
        }

        return rule.And(new(wide.Param, wide.Type, Default: chosen));
    }

    /// <summary>A metadata field that no wider rule knows yet, so that it has to say what it is.</summary>
    public static ParameterRule ReadField(ConfigReader section)
    {
        var param = $"{Parameters.Metadata}.{section.Key}";
        if (section.Text("AliasOf") is { } target)
        {
            if (target is not (Parameters.Resolution or Parameters.AspectRatio))
            {
                section.Fault("AliasOf", $"is '{target}'; allowed: {Parameters.Resolution}, {Parameters.AspectRatio}");
            }

            return new(param, ParameterType.Text, AliasOf: target);
        }

        if (!Types.TryGetValue(section.Required("Type"), out var type) && section.Has("Type"))
        {
            section.Fault("Type", $"is '{section.Text("Type")}'; allowed: {string.Join(", ", Types.Keys)}");
        }

        var rule = Read(section, type switch
        {
            ParameterType.Subjects => new(param, type, 1, section.WholeOrNull("MaxImages", 1, 100) ?? 100),
            ParameterType.Ratio => new(param, type, 1, 9999),
            _ => new(param, type),
        }, withDefault: false);
        return type == ParameterType.Boolean ? rule.And(new(param, type, NotWith: NotWith(section))) : rule;
    }

    private static long? Limit(ConfigReader section, string key, ParameterRule wide) =>
        section.WholeOrNull(key, wide.Min ?? (wide.Type == ParameterType.Integer ? long.MinValue : 1), wide.Max ?? long.MaxValue);

    private static List<string>? Allowed(ConfigReader section, ParameterRule wide)
    {
        if (wide.Type == ParameterType.Subjects || section.ScalarsOrNull("Allowed") is not { } values)
        {
            return null;
        }

        if (values.Count == 0)
        {
            section.Fault("Allowed", "is empty; leave it out, or name the parameter in Unsupported");
        }

        foreach (var value in values.Where(value => !wide.Accepts(value)))
        {
            section.Fault("Allowed", $"has '{value}', which is of another type or outside what it narrows");
        }

        return [.. values.Where(wide.Accepts).Select(value => Spelled(wide.Type, value)!)];
    }

    private static FrozenDictionary<string, IReadOnlyList<string>>? NotWith(ConfigReader section)
    {
        var excluded = section.Section("NotWith");
        Dictionary<string, IReadOnlyList<string>> pairs = [];
        foreach (var parameter in new[] { Parameters.Resolution, Parameters.AspectRatio })
        {
            if (excluded.TextsOrNull(parameter) is { } values)
            {
                pairs.Add(parameter, values);
            }
        }

        return pairs.Count == 0 ? null : pairs.ToFrozenDictionary();
    }

    /// <summary>As JSON has it: configuration writes true as "True", and takes +8 for a number.</summary>
    private static string? Spelled(ParameterType type, string? value) => type switch
    {
        ParameterType.Boolean when bool.TryParse(value, out var flag) => flag ? "true" : "false",
        ParameterType.Integer when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            number.ToString(CultureInfo.InvariantCulture),
        _ => value,
    };
}
