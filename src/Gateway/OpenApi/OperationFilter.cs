using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>Fills in each operation from <see cref="OperationDocs"/>.</summary>
internal sealed class OperationFilter : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var doc = OperationDocs.ByOperationId.GetValueOrDefault(operation.OperationId!) ?? AdminDocs.ByOperationId[operation.OperationId!];
        operation.Summary = doc.Summary;
        operation.Description = doc.Description;
        operation.RequestBody = doc.Request is null ? null : Body(doc, doc.Request, context);
        operation.Responses = Answers(doc, context);
        AddParameters(operation, ParameterLocation.Query, doc.Query);
        AddParameters(operation, ParameterLocation.Header, doc.RequestHeaders);
        if (!doc.NeedsKey)
        {
            operation.Security = [];
        }

        if (doc.IsAdmin)
        {
            operation.Security =
                [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiSetup.AdminScheme, context.Document)] = [] }];
        }
    }

    private static void AddParameters(OpenApiOperation operation, ParameterLocation place, IReadOnlyDictionary<string, string> parameters)
    {
        foreach (var (name, description) in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = place,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiRequestBody Body(OperationDoc doc, Type type, OperationFilterContext context) => new()
    {
        Required = !doc.BodyIsOptional,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Schema = Schema(type, context),
                Examples = doc.Examples.ToDictionary(
                    example => example.Key,
                    IOpenApiExample (example) => new OpenApiExample { Value = JsonNode.Parse(example.Value) }),
            },
        },
    };

    private static OpenApiResponses Answers(OperationDoc doc, OperationFilterContext context)
    {
        var answers = new OpenApiResponses { [doc.Status.ToString(CultureInfo.InvariantCulture)] = Success(doc, context) };
        foreach (var (status, description) in doc.Errors.OrderBy(error => error.Key))
        {
            answers[status.ToString(CultureInfo.InvariantCulture)] = Failure(status, description, context);
        }

        return answers;
    }

    private static OpenApiResponse Success(OperationDoc doc, OperationFilterContext context) => new()
    {
        Description = doc.Summary,
        Headers = doc.AnswerHeaders.ToDictionary(header => header.Key, IOpenApiHeader (header) => Header(header.Value)),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Schema = Schema(doc.Answer, context),
                Example = doc.AnswerExample is null ? null : JsonNode.Parse(doc.AnswerExample),
            },
        },
    };

    private static OpenApiResponse Failure(int status, string description, OperationFilterContext context) => new()
    {
        Description = description,
        Headers = status is 429 or 503
            ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("Seconds until trying again makes sense.") }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Schema = Schema(typeof(ErrorAnswer), context),
                Example = status == 400 ? JsonNode.Parse(TaskExamples.Error) : null,
            },
        },
    };

    private static OpenApiHeader Header(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) =>
        context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
}
