using Gateway.Models;
using Gateway.Videos;

namespace Gateway.Admin;

/// <summary>The call that shows operators every model, whichever keys may use it.</summary>
internal static class CatalogueEndpoint
{
    public static void MapCatalogue(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/models", (LiveCatalogue catalogue) => ModelJson.List(catalogue.Current.Models)).WithName("listAllModels");
}
