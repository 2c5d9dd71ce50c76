using System.Text.Json;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Models;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The calls about models: the capability matrix as data.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/v1/models")
            .AddEndpointFilter<ClientKeyFilter>()
            .AddEndpointFilter<AcceptFilter>()
            .WithTags("Models");
        models.MapGet("", List).WithName("listModels");
        models.MapGet("/{model}", Get).WithName("getModel");
    }

    private static JsonResult List(HttpContext http, LiveCatalogue catalogue)
    {
        var key = http.Features.GetRequiredFeature<ClientKey>();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach (var model in catalogue.Current.Models.Where(model => key.MayUse(model.Name)))
            {
                Write(writer, model);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static IResult Get(string model, HttpContext http, LiveCatalogue catalogue)
    {
        if (catalogue.Current.Find(model) is not { } spec)
        {
            return new ErrorResult(ApiError.ModelNotFound(model));
        }

        return http.Features.GetRequiredFeature<ClientKey>().MayUse(spec.Name)
            ? new JsonResult(writer => Write(writer, spec))
            : new ErrorResult(ApiError.ModelNotAllowed(spec.Name));
    }

    private static void Write(Utf8JsonWriter writer, ModelSpec model)
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
