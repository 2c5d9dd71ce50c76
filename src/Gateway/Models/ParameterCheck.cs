using System.Globalization;
using System.Text.Json;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Holds one value against one rule: the problem, or null.</summary>
internal static class ParameterCheck
{
    /// <param name="subject">Whose limit it is, as it stands within a sentence: a model in a mode, or a route.</param>
    public static ErrorDetail? Text(ParameterRule rule, string subject, string value)
    {
        if (rule.Allowed is { } allowed)
        {
            return allowed.Contains(value) ? null : NotInList(rule, subject, $"'{Shown.Text(value)}'");
        }

        return rule.Type == ParameterType.Ratio ? Ratio(rule, subject, value) : Length(rule, subject, value);
    }

    public static ErrorDetail? Number(ParameterRule rule, string subject, long value)
    {
        if (rule.Allowed is { } allowed)
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            return allowed.Contains(text) ? null : NotInList(rule, subject, text);
        }

        return value < rule.Min || value > rule.Max
            ? new ErrorDetail(rule.Param, DetailCodes.OutOfRange, $"'{rule.Param}' must be from {rule.Min} to {rule.Max} for {subject}.", rule.AllowedJson)
            : null;
    }

    public static ErrorDetail? Flag(ParameterRule rule, string subject, bool value)
    {
        var text = value ? "true" : "false";
        return rule.Allowed is null || rule.Allowed.Contains(text) ? null : NotInList(rule, subject, text);
    }

    /// <summary>A metadata field's value. Subjects have a check of their own.</summary>
    public static ErrorDetail? Json(ParameterRule rule, string subject, JsonElement value) => (rule.Type, value.ValueKind) switch
    {
        (ParameterType.Subjects, _) => null,
        (ParameterType.Text or ParameterType.Ratio, JsonValueKind.String) => Text(rule, subject, value.GetString()!),
        (ParameterType.Text or ParameterType.Ratio, _) => Shown.WrongType(rule.Param, "a string", value),
        (ParameterType.Boolean, JsonValueKind.True or JsonValueKind.False) => Flag(rule, subject, value.GetBoolean()),
        (ParameterType.Boolean, _) => Shown.WrongType(rule.Param, "true or false", value),
        _ => WholeNumber.TryRead(value, out var number)
            ? Number(rule, subject, number)
            : Shown.WrongType(rule.Param, "a whole number", value),
    };

    private static ErrorDetail? Length(ParameterRule rule, string subject, string value)
    {
        if (rule.Max is not { } max || value.Length <= max)
        {
            return null;
        }

        // A code point beyond the basic plane is two chars, the second of them a low surrogate.
        var length = value.Length - value.Count(char.IsLowSurrogate);
        return length <= max
            ? null
            : new ErrorDetail(rule.Param, DetailCodes.TooLong, $"'{rule.Param}' has {length} characters; {subject} takes at most {max}.", rule.AllowedJson);
    }

    private static ErrorDetail? Ratio(ParameterRule rule, string subject, string value)
    {
        if (!AspectRatio.TryRead(value, out var width, out var height))
        {
            var form = $"W:H with whole numbers from 1 to {rule.Max}";
            return new ErrorDetail(rule.Param, DetailCodes.NotAllowed, $"'{rule.Param}' must be {form}.", JsonValues.Text(form));
        }

        return width < 1 || height < 1 || width > rule.Max || height > rule.Max
            ? new ErrorDetail(rule.Param, DetailCodes.OutOfRange, $"Both numbers of '{rule.Param}' must be from 1 to {rule.Max} for {subject}.", rule.AllowedJson)
            : null;
    }

    private static ErrorDetail NotInList(ParameterRule rule, string subject, string value) => new(
        rule.Param,
        DetailCodes.NotAllowed,
        $"'{rule.Param}' is {value}; {subject} takes {(rule.Allowed!.Count == 1 ? "only " : "")}{string.Join(", ", rule.Allowed)}.",
        rule.AllowedJson);
}
