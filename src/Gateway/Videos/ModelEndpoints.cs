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
        return ModelJson.List(catalogue.Current.Models.Where(model => key.MayUse(model.Name)));
    }

    private static IResult Get(string model, HttpContext http, LiveCatalogue catalogue)
    {
        if (catalogue.Current.Find(model) is not { } spec)
        {
            return new ErrorResult(ApiError.ModelNotFound(model));
        }

        return http.Features.GetRequiredFeature<ClientKey>().MayUse(spec.Name)
            ? new JsonResult(writer => ModelJson.Write(writer, spec))
            : new ErrorResult(ApiError.ModelNotAllowed(spec.Name));
    }
}
