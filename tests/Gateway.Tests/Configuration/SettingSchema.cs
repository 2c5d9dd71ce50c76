using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>One setting's part of the schema. <c>null</c> is the same as to leave it out.</summary>
internal static class SettingSchema
{
    private const string Span = @"^([0-9]+\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?$";

    /// <param name="seen">The same setting, wherever it was read. Where its range leans on others, the widest counts.</param>
    public static JsonObject Of(IReadOnlyList<Setting> seen)
    {
        var kind = seen.Max(setting => setting.Kind);
        var schema = new JsonObject { ["type"] = Types(kind) };
        if (kind is SettingKind.Texts or SettingKind.Scalars)
        {
            schema["items"] = new JsonObject { ["type"] = kind is SettingKind.Texts ? "string" : new JsonArray("string", "number", "boolean") };
        }

        if (kind is SettingKind.Time)
        {
            schema["pattern"] = Span;
        }

        if (seen.All(setting => setting.Allowed is not null))
        {
            schema["enum"] = new JsonArray([.. seen.SelectMany(setting => setting.Allowed!).Distinct().Select(value => (JsonNode)value), null]);
        }

        Limit(schema, "minimum", seen.Min(setting => setting.Min ?? decimal.MinValue));
        Limit(schema, "maximum", seen.Max(setting => setting.Max ?? decimal.MaxValue));
        if (seen.Select(setting => setting.Default).Distinct().ToList() is [{ } common])
        {
            schema["default"] = Value(kind, common);
        }

        if (Description(kind, seen) is { } description)
        {
            schema["description"] = description;
        }

        return schema;
    }

    private static JsonArray Types(SettingKind kind) => kind switch
    {
        SettingKind.Whole => ["integer", "null"],
        SettingKind.Number => ["number", "null"],
        SettingKind.Flag => ["boolean", "null"],
        SettingKind.Scalar => ["string", "number", "boolean", "null"],
        SettingKind.Texts or SettingKind.Scalars => ["array", "null"],
        _ => ["string", "null"],
    };

    /// <summary>What a number of 64 bits can hold anyway is no limit.</summary>
    private static void Limit(JsonObject schema, string keyword, decimal limit)
    {
        if (limit is > long.MinValue and < long.MaxValue)
        {
            schema[keyword] = limit;
        }
    }

    private static JsonNode Value(SettingKind kind, string text) => kind switch
    {
        SettingKind.Whole or SettingKind.Number => decimal.Parse(text, CultureInfo.InvariantCulture),
        SettingKind.Flag => text == "true",
        _ => text,
    };

    private static string? Description(SettingKind kind, IReadOnlyList<Setting> seen)
    {
        var forms = seen.Select(setting => setting.Form).Distinct().ToList();
        var form = kind is SettingKind.Secret ? "a text, env:NAME or file:PATH" : kind is SettingKind.Time && forms is [{ } one] ? one : null;
        return (kind is not SettingKind.Secret && seen.Any(setting => setting.IsRequired), form) switch
        {
            (true, null) => "required",
            (true, _) => $"required; {form}",
            _ => form,
        };
    }
}
