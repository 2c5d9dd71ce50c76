using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Writes a model's row of the matrix as JSON that a client can build a form from.</summary>
internal static class CapabilitiesJson
{
    public static void Write(Utf8JsonWriter writer, ModelSpec model)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("modes");
        foreach (var mode in model.Modes)
        {
            WriteMode(writer, mode);
        }

        writer.WriteEndObject();
        WritePrices(writer, model.Prices);
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ModeSpec mode)
    {
        writer.WriteStartObject(mode.Mode.Name());
        writer.WriteStartObject("images");
        writer.WriteNumber("min", mode.MinImages);
        writer.WriteNumber("max", mode.MaxImages);
        writer.WriteEndObject();
        if (mode.GenerationType is { } type)
        {
            writer.WriteString("generation_type", type);
        }

        writer.WriteStartObject("parameters");
        foreach (var name in Parameters.Fields)
        {
            if (name == Parameters.ImageUrls && mode.MaxImages > 0)
            {
                WriteImageUrls(writer, mode);
            }
            else if (mode.Rules.Parameters.TryGetValue(name, out var rule))
            {
                WriteRule(writer, name, rule, mode.Rules.Required.Contains(name));
            }
        }

        writer.WriteEndObject();
        WriteMetadata(writer, mode.Rules.Metadata ?? MetadataRule.None);
        writer.WriteEndObject();
    }

    private static void WriteImageUrls(Utf8JsonWriter writer, ModeSpec mode)
    {
        writer.WriteStartObject(Parameters.ImageUrls);
        writer.WriteString("type", "array");
        writer.WriteBoolean("required", mode.MinImages > 0);
        writer.WriteNumber("min_items", mode.MinImages);
        writer.WriteNumber("max_items", mode.MaxImages);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, MetadataRule metadata)
    {
        writer.WriteStartObject("metadata");
        writer.WriteBoolean("open", metadata.Open);
        writer.WriteNumber("max_bytes", Parameters.MaxMetadataBytes);
        writer.WriteStartObject("fields");
        foreach (var (name, field) in metadata.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            WriteRule(writer, name, field, required: false);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, string name, ParameterRule rule, bool required)
    {
        writer.WriteStartObject(name);
        WriteType(writer, rule);
        writer.WriteBoolean("required", required);
        WriteLimits(writer, rule);
        if (rule.Default is { } value)
        {
            writer.WritePropertyName("default");
            JsonValues.WriteValue(writer, value, IsQuoted(rule.Type));
        }

        if (rule.AliasOf is { } target)
        {
            writer.WriteString("alias_of", target);
        }

        if (rule.NotWith is { } notWith)
        {
            WriteNotWith(writer, notWith);
        }

        writer.WriteEndObject();
    }

    private static void WriteNotWith(Utf8JsonWriter writer, FrozenDictionary<string, IReadOnlyList<string>> notWith)
    {
        writer.WriteStartObject("not_with");
        foreach (var (parameter, excluded) in notWith)
        {
            writer.WritePropertyName(parameter);
            JsonValues.List(excluded).WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, ParameterRule rule)
    {
        writer.WriteString("type", rule.Type switch
        {
            ParameterType.Integer => "integer",
            ParameterType.Boolean => "boolean",
            ParameterType.Subjects => "array",
            _ => "string",
        });
        if (rule.Type is ParameterType.Ratio or ParameterType.Subjects)
        {
            writer.WriteString("format", rule.Type == ParameterType.Ratio ? "W:H" : "subjects");
        }
    }

    private static void WriteLimits(Utf8JsonWriter writer, ParameterRule rule)
    {
        if (rule.Allowed is not null)
        {
            writer.WritePropertyName("allowed");
            rule.AllowedJson!.Value.WriteTo(writer);
            return;
        }

        var (min, max) = rule.Type switch
        {
            ParameterType.Text => ("min_length", "max_length"),
            ParameterType.Subjects => ("min_images", "max_images"),
            _ => ("min", "max"),
        };
        if (rule.Min is { } least)
        {
            writer.WriteNumber(min, least);
        }

        if (rule.Max is { } most)
        {
            writer.WriteNumber(max, most);
        }
    }

    private static void WritePrices(Utf8JsonWriter writer, PriceTable prices)
    {
        writer.WriteStartArray("prices");
        foreach (var row in prices.Rows)
        {
            writer.WriteStartObject();
            if (row.Mode is { } mode)
            {
                writer.WriteString("mode", mode.Name());
            }

            if (row.Resolution is { } resolution)
            {
                writer.WriteString("resolution", resolution);
            }

            if (row.Audio is { } audio)
            {
                writer.WriteBoolean("audio", audio);
            }

            writer.WriteNumber(row.PerClip ? "credits_per_clip" : "credits_per_second", row.Credits);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (prices.OffPeakFactor != 1)
        {
            writer.WriteNumber("off_peak_factor", prices.OffPeakFactor);
        }
    }

    private static bool IsQuoted(ParameterType type) => type is ParameterType.Text or ParameterType.Ratio;
}
