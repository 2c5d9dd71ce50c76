using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>Puts first what clients look for first; the page at <c>/docs</c> keeps this order.</summary>
internal sealed class TagFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        if (context.DocumentName == Documents.Operators)
        {
            swaggerDoc.Tags = new HashSet<OpenApiTag> { new() { Name = "Admin", Description = "Keys and their limits, upstreams, every team's tasks." } };
        }
        else
        {
            swaggerDoc.Tags = new HashSet<OpenApiTag>
            {
                new() { Name = "Videos", Description = "Create tasks and follow them." },
                new() { Name = "Uploads", Description = "Images for requests to name." },
                new() { Name = "Models", Description = "What each model can do." },
                new() { Name = "Usage", Description = "What the key may use, and has used." },
                new() { Name = "Health", Description = "For whoever watches the process; no key." },
            };
        }
    }
}
