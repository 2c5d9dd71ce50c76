using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;
using Gateway.Sandbox.Requests;
using Gateway.Sandbox.Upstreams;

namespace Gateway.Sandbox.Images;

/// <summary>The upload calls of the upstreams that have one, and the images themselves.</summary>
internal sealed class ImageEndpoints(SandboxState state, SandboxOptions options, TimeProvider time, string prefix)
{
    private const string File = "file";

    private readonly ImageShelf shelf = new();

    public void MapImages(IEndpointRouteBuilder routes) => routes.MapGet("/media/images/{id}", context =>
    {
        var image = shelf.Find((string)context.Request.RouteValues["id"]!);
        return (image is null ? Results.NotFound() : Results.Bytes(image.Bytes, image.ContentType)).ExecuteAsync(context);
    });

    public void MapUploads(IEndpointRouteBuilder routes, ISimulatedUpstream upstream)
    {
        if (upstream.Images is { } rules)
        {
            routes.MapPost($"/{upstream.Name}{ImageRules.Path}", async context =>
            {
                state.Count(upstream.Name, count => count with { Uploads = count.Uploads + 1 });
                await context.WriteAsync(await Take(context.Request, upstream, rules), time);
            });
        }
    }

    private async Task<Answer> Take(HttpRequest request, ISimulatedUpstream upstream, ImageRules rules)
    {
        if (BearerKey.Of(request, options.Keys) is null)
        {
            return Refuse(401, "Invalid API key");
        }

        if (!request.HasFormContentType)
        {
            return Refuse(415, "Content-Type must be multipart/form-data");
        }

        var form = await request.ReadFormAsync();
        if (form.Files is not [{ Name: File, Length: > 0 } file] || form.Keys.Except(rules.Fields).Any())
        {
            return Refuse(400, $"The form must hold one {File}, and else at most: {string.Join(", ", rules.Fields)}");
        }

        if (file.Length > rules.MostBytes)
        {
            return Refuse(413, $"The image is larger than {rules.MostBytes} bytes");
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var image = new SandboxImage(JobIds.Image(), file.FileName, file.ContentType, bytes.ToArray(), time.GetUtcNow());
        if (ImageRules.TypeOf(image.Bytes) != image.ContentType)
        {
            return Refuse(400, $"The file is no {image.ContentType}; allowed: JPEG, PNG, WebP, GIF");
        }

        shelf.Add(image);
        return new Answer(200, rules.Answer(image, $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}/media/images/{image.Id}"));

        Answer Refuse(int status, string message) => upstream.Refuse(status, message, FaultList.None);
    }
}
