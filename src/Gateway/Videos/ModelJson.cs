using System.Text.Json;
using Gateway.Http;
using Gateway.Models;

namespace Gateway.Videos;

/// <summary>Models with their capability matrix.</summary>
internal static class ModelJson
{
    public static JsonResult List(IEnumerable<ModelSpec> models) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteList("data", models, Write);
        writer.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter writer, ModelSpec model)
    {
        writer.WriteStartObject();
        writer.WriteString("id", model.Name);
        writer.WriteString("object", "model");
        writer.WriteString("owned_by", model.OwnedBy);
        writer.WritePropertyName("capabilities");
        CapabilitiesJson.Write(writer, model);
        writer.WriteEndObject();
    }
}
