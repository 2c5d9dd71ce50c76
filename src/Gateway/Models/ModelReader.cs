using System.Collections.Frozen;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads one model of the catalogue.</summary>
internal static class ModelReader
{
    /// <param name="knownMetadata">Gathers the metadata fields of all models.</param>
    public static ModelSpec Read(ConfigReader section, IReadOnlyCollection<string> upstreams, HashSet<string> knownMetadata)
    {
        var name = section.Key;
        var row = ReadRow(section);
        knownMetadata.UnionWith(row.Metadata!.Fields.Keys);
        var modes = ModeReader.Read(section.Section("Modes"), name, row);
        return new()
        {
            Name = name,
            OwnedBy = section.Required("OwnedBy"),
            Rules = row,
            Modes = modes,
            Routes = RouteReader.Read(section.Section("Routes"), name, row, modes, upstreams),
            Prices = PriceReader.Read(section, modes, row.Metadata),
            KnownMetadata = knownMetadata,
        };
    }

    /// <summary>The model's row: unlike a narrowing, it has only the parameters and the metadata that it names.</summary>
    private static RuleSet ReadRow(ConfigReader section)
    {
        var row = RuleReader.Read(section, Parameters.Widest, withDefaults: true);
        var metadata = row.Metadata ?? MetadataRule.None;
        if (metadata.Fields.Values.Count(field => field.Type == ParameterType.Subjects) > 1)
        {
            section.Fault("Metadata:Fields", "has two lists of subjects; a prompt's @name could mean either");
        }

        return Parameters.Widest.And(row with
        {
            Unsupported = Parameters.Ruled.Where(name => !row.Parameters.ContainsKey(name)).Union(row.Unsupported).ToFrozenSet(),
            Metadata = WithGenerationType(section, metadata),
        });
    }

    /// <summary>The metadata field that tells modes apart is made from the modes, so that the two cannot disagree.</summary>
    private static MetadataRule WithGenerationType(ConfigReader section, MetadataRule metadata)
    {
        var types = section.Section("Modes").Children().Select(mode => mode.Text("GenerationType")).OfType<string>().Distinct().ToList();
        if (types.Count == 0)
        {
            return metadata;
        }

        if (metadata.Fields.ContainsKey(Parameters.GenerationType))
        {
            section.Fault($"Metadata:Fields:{Parameters.GenerationType}", "is made from the modes' GenerationType; leave it out");
        }

        var field = new ParameterRule($"{Parameters.Metadata}.{Parameters.GenerationType}", ParameterType.Text, Allowed: types);
        return new(metadata.Open, metadata.Fields
            .Where(other => other.Key != Parameters.GenerationType)
            .Append(new(Parameters.GenerationType, field))
            .ToFrozenDictionary());
    }
}
