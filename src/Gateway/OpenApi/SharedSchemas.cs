using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The schemas that others refer to, so that generated clients have one type for each; made when they are first needed.</summary>
internal sealed class SharedSchemas(OpenApiDocument document)
{
    private readonly List<(long? Least, long? Most)> subjects = [];

    public IOpenApiSchema ImageUrl => Reference(ImageUrlSchema.Name, ImageUrlSchema.Make);

    /// <summary>What a list of subjects holds. Models with other limits have a type of their own.</summary>
    public IOpenApiSchema Subject(ParameterRule rule)
    {
        if (!subjects.Contains((rule.Min, rule.Max)))
        {
            subjects.Add((rule.Min, rule.Max));
        }

        var number = subjects.IndexOf((rule.Min, rule.Max)) + 1;
        return Reference(number == 1 ? "Subject" : $"Subject{number}", () => MakeSubject(rule));
    }

    public OpenApiSchemaReference Reference(string name, Func<OpenApiSchema> make)
    {
        var schemas = document.Components!.Schemas!;
        if (!schemas.ContainsKey(name))
        {
            schemas.Add(name, make());
        }

        return new(name, document);
    }

    private OpenApiSchema MakeSubject(ParameterRule rule) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Somebody or something that the prompt refers to as @name.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
            ["images"] = ImageUrlSchema.List((int)(rule.Min ?? 1), (int?)rule.Max, ImageUrl),
        },
        Required = new HashSet<string> { "name", "images" },
        AdditionalPropertiesAllowed = false,
    };
}
