using System.Collections.Frozen;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads the one shape of rules. What it returns is a difference to the wider set; it can take away, never add.</summary>
internal static class RuleReader
{
    /// <param name="wide">The complete set that is narrowed.</param>
    /// <param name="withDefaults">False for routes: a default that depends on the route would make two upstreams differ.</param>
    public static RuleSet Read(ConfigReader section, RuleSet wide, bool withDefaults)
    {
        var rules = new RuleSet
        {
            Parameters = ReadParameters(section.Section("Parameters"), wide, withDefaults),
            Required = Names(section, "Required", wide),
            Unsupported = Names(section, "Unsupported", wide),
            MinImages = section.IntOrNull("MinImages", 0, 100),
            MaxImages = section.IntOrNull("MaxImages", 0, 100),
            Metadata = ReadMetadata(section.Section("Metadata"), wide.Metadata ?? MetadataRule.Any),
        };
        if (rules.MinImages > rules.MaxImages)
        {
            section.Fault("MinImages", $"is {rules.MinImages}, above MaxImages, which is {rules.MaxImages}");
        }

        foreach (var name in rules.Required.Where(rules.Unsupported.Contains))
        {
            section.Fault("Required", $"has '{name}', which is in Unsupported");
        }

        return rules;
    }

    private static FrozenDictionary<string, ParameterRule> ReadParameters(ConfigReader section, RuleSet wide, bool withDefaults)
    {
        Dictionary<string, ParameterRule> rules = [];
        foreach (var child in section.Children(Parameters.Ruled))
        {
            if (wide.Parameters.TryGetValue(child.Key, out var rule))
            {
                rules.Add(child.Key, ParameterReader.Read(child, rule, withDefaults));
            }
            else
            {
                section.Fault(child.Key, $"is no parameter here; known: {KnownIn(wide)}");
            }
        }

        return rules.ToFrozenDictionary();
    }

    private static FrozenSet<string> Names(ConfigReader section, string key, RuleSet wide)
    {
        var names = section.TextsOrNull(key) ?? [];
        foreach (var name in names.Where(name => !wide.Parameters.ContainsKey(name)))
        {
            section.Fault(key, $"has '{name}', which is no parameter here; known: {KnownIn(wide)}");
        }

        return names.Where(wide.Parameters.ContainsKey).ToFrozenSet();
    }

    private static MetadataRule? ReadMetadata(ConfigReader section, MetadataRule wide)
    {
        var fields = section.Section("Fields").Children();
        if (!section.Exists && fields.Count == 0)
        {
            return null;
        }

        // Said, not assumed: the one word decides whether fields that are not listed are taken.
        section.Required("Open");
        var open = section.Bool("Open", false);
        if (open && !wide.Open)
        {
            section.Fault("Open", "is true, wider than what it narrows");
        }

        return new(open, fields.ToFrozenDictionary(field => field.Key, field => ReadField(field, wide)));
    }

    private static ParameterRule ReadField(ConfigReader section, MetadataRule wide)
    {
        if (wide.Fields.TryGetValue(section.Key, out var rule))
        {
            return rule.AliasOf is null ? ParameterReader.Read(section, rule, withDefault: false) : rule;
        }

        if (!wide.Open)
        {
            section.Fault($"is no field here; known: {string.Join(", ", wide.Fields.Keys.Order(StringComparer.Ordinal))}");
        }

        return ParameterReader.ReadField(section);
    }

    private static string KnownIn(RuleSet wide) => string.Join(", ", Parameters.Ruled.Where(wide.Parameters.ContainsKey));
}
