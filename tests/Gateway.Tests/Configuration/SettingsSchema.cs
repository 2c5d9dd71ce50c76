using System.Text.Json.Nodes;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>The schema of <c>appsettings.json</c>, made from what the reader of the settings asks for when every section is there.</summary>
internal static class SettingsSchema
{
    /// <summary>Sections that libraries read, each in its own way.</summary>
    private static readonly string[] OfLibraries = ["Serilog", "Kestrel", "AllowedHosts"];

    // Settings are merged from several files and the environment: what one file lacks may stand in another, so nothing is required.
    public static JsonObject Of(Reading reading)
    {
        var root = new Section();
        foreach (var setting in reading.Settings)
        {
            root.Add(setting.Place.Split(':'), setting);
        }

        var schema = root.Write("", reading.Names);
        var properties = (JsonObject)schema["properties"]!;
        properties.Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        foreach (var name in OfLibraries)
        {
            properties.Add(name, new JsonObject());
        }

        // The framework's own levels stand beside the format.
        properties["Logging"]!["additionalProperties"] = true;
        schema["patternProperties"] = new JsonObject { ["^OTEL_"] = new JsonObject { ["type"] = "string" } };
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of Gateway",
            ["description"] = "Made by the tests from the code that reads the settings: UPDATE_SCHEMA=1 dotnet test Gateway.sln",
        }.With(schema);
    }

    private static JsonObject With(this JsonObject first, JsonObject second)
    {
        foreach (var (name, value) in second)
        {
            first[name] = value?.DeepClone();
        }

        return first;
    }

    /// <summary>A place where settings stand, or one setting.</summary>
    private sealed class Section
    {
        private const string Item = "[]";
        private const string Entry = "*";

        private readonly Dictionary<string, Section> parts = [];
        private readonly List<Setting> settings = [];

        public void Add(ReadOnlySpan<string> place, Setting setting)
        {
            if (place.IsEmpty)
            {
                settings.Add(setting);
                return;
            }

            if (!parts.TryGetValue(place[0], out var part))
            {
                parts.Add(place[0], part = new Section());
            }

            part.Add(place[1..], setting);
        }

        public JsonObject Write(string place, IReadOnlyDictionary<string, IReadOnlyCollection<string>> names)
        {
            if (parts.Count == 0)
            {
                return SettingSchema.Of(settings);
            }

            if (parts.TryGetValue(Item, out var item))
            {
                return new JsonObject { ["type"] = "array", ["items"] = item.Write($"{place}:{Item}", names) };
            }

            var properties = new JsonObject();
            foreach (var (name, part) in parts.Where(part => part.Key != Entry).OrderBy(part => part.Key, StringComparer.Ordinal))
            {
                properties.Add(name, part.Write(Below(name), names));
            }

            var schema = new JsonObject { ["type"] = "object" };
            if (properties.Count > 0)
            {
                schema["properties"] = properties;
            }

            schema["additionalProperties"] = parts.TryGetValue(Entry, out var entry) ? entry.Write(Below(Entry), names) : false;
            if (names.TryGetValue(place, out var allowed))
            {
                schema["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. allowed.Select(name => (JsonNode)name)]) };
            }

            return schema;

            string Below(string name) => place.Length == 0 ? name : $"{place}:{name}";
        }
    }
}
