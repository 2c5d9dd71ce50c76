using System.Collections.Frozen;

namespace Gateway.Models;

/// <summary>Which metadata a model, a mode or a route takes.</summary>
/// <param name="Open">Whether members that are not among the fields are taken too.</param>
/// <param name="Fields">By their names in the metadata object.</param>
internal sealed record MetadataRule(bool Open, FrozenDictionary<string, ParameterRule> Fields)
{
    public static MetadataRule Any { get; } = new(true, FrozenDictionary<string, ParameterRule>.Empty);

    public static MetadataRule None { get; } = new(false, FrozenDictionary<string, ParameterRule>.Empty);

    /// <summary>The field that lists subjects, where there is one.</summary>
    public ParameterRule? Subjects { get; } =
        Fields.Values.FirstOrDefault(field => field.Type == ParameterType.Subjects);

    /// <summary>Both rules at once: a narrower rule that is not open leaves only the fields it lists.</summary>
    public MetadataRule And(MetadataRule? narrower)
    {
        if (narrower is null)
        {
            return this;
        }

        var names = narrower.Open ? Fields.Keys.Union(narrower.Fields.Keys) : narrower.Fields.Keys;
        return new(Open && narrower.Open, names.ToFrozenDictionary(name => name, name =>
            (Fields.GetValueOrDefault(name), narrower.Fields.GetValueOrDefault(name)) switch
            {
                ({ } wide, { } narrow) => wide.And(narrow),
                ({ } wide, null) => wide,
                (null, var narrow) => narrow!,
            }));
    }

    /// <summary>Gives every alias the limits of the parameter it stands for; without that parameter there is no alias.</summary>
    public MetadataRule WithAliases(FrozenDictionary<string, ParameterRule> parameters) => new(Open, Fields
        .Where(field => field.Value.AliasOf is not { } target || parameters.ContainsKey(target))
        .ToFrozenDictionary(field => field.Key, field => field.Value.AliasOf is { } target ? parameters[target].AsAlias(field.Value) : field.Value));
}
