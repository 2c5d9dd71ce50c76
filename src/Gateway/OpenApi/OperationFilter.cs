using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>Fills in each operation from <see cref="OperationDocs"/>.</summary>
internal sealed class OperationFilter : IOperationFilter
{
    private const string Json = "application/json";
    private const string RetryAfter = "Retry-After";
    private static readonly KeyValuePair<string, string> RequestId = new("X-Request-Id", "Finds the request in the gateway's log.");

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var doc = OperationDocs.ByOperationId.GetValueOrDefault(operation.OperationId!)
            ?? FileDocs.ByOperationId.GetValueOrDefault(operation.OperationId!)
            ?? AdminDocs.ByOperationId[operation.OperationId!];
        operation.Summary = doc.Summary;
        operation.Description = doc.Description;
        operation.RequestBody = doc.Request is null ? null : Body(doc, doc.Request, context);
        operation.Responses = Answers(doc, context);
        AddQuery(operation, doc.Query, context);
        AddHeaders(operation, doc.RequestHeaders);
        if (!doc.NeedsKey)
        {
            operation.Security = [];
        }
    }

    private static void AddQuery(OpenApiOperation operation, IReadOnlyDictionary<string, QueryField> fields, OperationFilterContext context)
    {
        foreach (var (name, field) in fields)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = field.Description,
                Schema = field.Words is { } words ? Schema(words, context) : new OpenApiSchema
                {
                    Type = field.Max is null ? JsonSchemaType.String : JsonSchemaType.Integer,
                    Format = field.Max is null ? null : "int32",
                    Minimum = field.Min is { } min ? Text(min) : null,
                    Maximum = field.Max is { } max ? Text(max) : null,
                    Default = field.Default,
                },
            });
        }
    }

    private static void AddHeaders(OpenApiOperation operation, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, description) in headers)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                // NSwag puts them behind the body then, where a caller can leave them out.
                Extensions = new Dictionary<string, IOpenApiExtension> { ["x-position"] = new JsonNodeExtension(operation.Parameters.Count + 1) },
            });
        }
    }

    private static OpenApiRequestBody Body(OperationDoc doc, Type type, OperationFilterContext context) => new()
    {
        Required = !doc.BodyIsOptional,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [doc.RequestType] = new()
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
        var answers = new OpenApiResponses { [Text(doc.Status)] = Success(doc, context) };
        foreach (var (status, description) in doc.Errors.OrderBy(error => error.Key))
        {
            answers[Text(status)] = Failure(status, description, context);
        }

        foreach (var (status, description) in doc.OtherAnswers)
        {
            answers[Text(status)] = new OpenApiResponse { Description = description, Content = doc.ContentType == Json ? Body(Schema(doc.Answer, context)) : Other(doc) };
        }

        foreach (var (status, description) in doc.EmptyAnswers)
        {
            answers[Text(status)] = new OpenApiResponse { Description = description };
        }

        return answers;
    }

    private static OpenApiResponse Success(OperationDoc doc, OperationFilterContext context) => new()
    {
        Description = AnswerTexts.Of(doc.Answer),
        Headers = doc.AnswerHeaders.Append(RequestId).ToDictionary(header => header.Key, IOpenApiHeader (header) => Header(header.Key, header.Value)),
        Content = doc.Answer == typeof(void) ? null : doc.ContentType == Json
            ? Body(Schema(doc.Answer, context), doc.AnswerExample)
            : Other(doc),
    };

    private static Dictionary<string, OpenApiMediaType> Other(OperationDoc doc) => new()
    {
        [doc.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = doc.Answer == typeof(byte[]) ? "binary" : null } },
    };

    private static OpenApiResponse Failure(int status, string description, OperationFilterContext context) => new()
    {
        Description = description,
        Headers = status is 429 or 503
            ? new Dictionary<string, IOpenApiHeader> { [RetryAfter] = Header(RetryAfter, "Seconds until trying again makes sense.") }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Schema = Schema(typeof(ErrorAnswer), context),
                Examples = ErrorExamples.Of(status, description).ToDictionary(
                    example => example.Key, IOpenApiExample (example) => new OpenApiExample { Value = example.Value }),
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Body(IOpenApiSchema schema, string? example = null) => new()
    {
        [Json] = new() { Schema = schema, Example = example is null ? null : JsonNode.Parse(example) },
    };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static OpenApiHeader Header(string name, string description) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = name == RetryAfter || name.StartsWith("X-RateLimit-", StringComparison.Ordinal) ? JsonSchemaType.Integer : JsonSchemaType.String },
    };

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) =>
        context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
}
