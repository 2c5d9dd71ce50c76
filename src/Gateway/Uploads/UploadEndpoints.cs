using Gateway.Files;
using Gateway.Http;
using Gateway.Keys;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Uploads;

/// <summary>The calls about images.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(UploadName.Folder, (HttpContext http, UploadImage upload) => upload.Take(http, http.Features.GetRequiredFeature<ClientKey>()))
            .AddEndpointFilter<ClientKeyFilter>().AddEndpointFilter<AcceptFilter>().WithName("uploadImage").WithTags("Uploads");
        routes.MapGet($"{UploadName.Folder}/{{name}}", (string name, HttpContext http, SentImage image) => image.Of(name, http))
            .WithName("getUploadedImage").WithTags("Uploads");
    }
}
