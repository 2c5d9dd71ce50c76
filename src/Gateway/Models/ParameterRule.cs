using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>What one parameter, or one metadata field, may be: in a model's row, a mode's differences or a route's narrowing.</summary>
/// <param name="Param">The path used in error details: <c>duration</c>, <c>metadata.off_peak</c>.</param>
/// <param name="Min">The least number, or number of images of a subject.</param>
/// <param name="Max">The greatest number, text length in code points, part of a ratio, or number of images of a subject.</param>
/// <param name="Allowed">The values' JSON texts without quotes; null when there is no list.</param>
/// <param name="Default">In the spelling of <paramref name="Allowed"/>.</param>
/// <param name="AliasOf">The parameter that this metadata field is another place for.</param>
/// <param name="NotWith">When this flag is set: which values of other parameters it cannot go with.</param>
internal sealed record ParameterRule(
    string Param,
    ParameterType Type,
    long? Min = null,
    long? Max = null,
    IReadOnlyList<string>? Allowed = null,
    string? Default = null,
    string? AliasOf = null,
    FrozenDictionary<string, IReadOnlyList<string>>? NotWith = null)
{
    /// <summary>The list or range as error details show it; made once, when the catalogue is read.</summary>
    public JsonElement? AllowedJson { get; } =
        Allowed is not null ? JsonValues.List(Allowed, quoted: Type is ParameterType.Text or ParameterType.Ratio)
        : Max is null && Min is null ? null
        : JsonValues.Range(Min ?? (Type == ParameterType.Integer ? null : 1), Max);

    public long? DefaultNumber { get; } =
        Type == ParameterType.Integer && long.TryParse(Default, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool? DefaultFlag { get; } =
        Type == ParameterType.Boolean && bool.TryParse(Default, out var flag) ? flag : null;

    /// <summary>Both rules at once. Not a <c>with</c>: what is made from the limits has to be made anew.</summary>
    public ParameterRule And(ParameterRule narrower) => new(
        Param,
        Type,
        narrower.Min > Min || Min is null ? narrower.Min ?? Min : Min,
        narrower.Max < Max || Max is null ? narrower.Max ?? Max : Max,
        Allowed is null ? narrower.Allowed
        : narrower.Allowed is null ? Allowed
        : [.. Allowed.Where(narrower.Allowed.Contains)],
        narrower.Default ?? Default,
        AliasOf,
        narrower.NotWith ?? NotWith);

    /// <summary>The same limits, as the metadata field that is another place for this parameter.</summary>
    public ParameterRule AsAlias(ParameterRule alias) => new(alias.Param, Type, Min, Max, Allowed, AliasOf: alias.AliasOf);

    /// <summary>Whether a value in the spelling of configuration keeps to this rule.</summary>
    public bool Accepts(string value) => Type switch
    {
        ParameterType.Integer =>
            long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && ParameterCheck.Number(this, "", whole) is null,
        ParameterType.Boolean => bool.TryParse(value, out var flag) && ParameterCheck.Flag(this, "", flag) is null,
        ParameterType.Subjects => false,
        _ => ParameterCheck.Text(this, "", value) is null,
    };
}
