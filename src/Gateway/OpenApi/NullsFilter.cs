using System.Reflection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>
/// Says where null may stand, so that every generator understands it: a reference has no type of its own that null could be added to,
/// so the schema that it refers to takes null.
/// </summary>
internal sealed class NullsFilter : IDocumentFilter
{
    private static readonly Dictionary<string, Type> Wires = typeof(NullsFilter).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(NullsFilter).Namespace)
        .ToDictionary(type => type.FullName![(type.Namespace!.Length + 1)..]);

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var schemas = swaggerDoc.Components!.Schemas!;
        foreach (var (name, schema) in schemas)
        {
            foreach (var (member, type) in schema.Properties?.ToList() ?? [])
            {
                schema.Properties![member] = type is OpenApiSchema own ? Said(own, name, schemas) : type;
            }
        }
    }

    private static IOpenApiSchema Said(OpenApiSchema member, string owner, IDictionary<string, IOpenApiSchema> schemas)
    {
        if (member.Type?.HasFlag(JsonSchemaType.Null) != true)
        {
            return member;
        }

        if (Wires.TryGetValue(owner, out var wire) && wire.GetCustomAttribute<AbsentNotNullAttribute>() is not null)
        {
            var type = member.Type.Value & ~JsonSchemaType.Null;
            member.Type = type == 0 ? null : type;
            return member is { AllOf: [var only], Description: null } ? only : member;
        }

        if (member.AllOf is not [OpenApiSchemaReference reference] || member.Type != JsonSchemaType.Null)
        {
            return member;
        }

        ((OpenApiSchema)schemas[reference.Reference.Id!]).Type |= JsonSchemaType.Null;
        return reference;
    }
}
