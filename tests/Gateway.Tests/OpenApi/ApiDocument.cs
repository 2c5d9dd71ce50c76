using System.Globalization;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>The two checked-in documents, to hold answers against.</summary>
internal sealed class ApiDocument
{
    /// <summary>What is mapped beside the API, or by the simulated upstreams on a host of their own.</summary>
    private static readonly string[] Undescribed = ["/openapi/", "/docs", "/console", "/metrics", "/sandbox/", "/media/"];

    private readonly List<Call> calls;

    private ApiDocument(IEnumerable<string> texts) => calls =
    [
        .. from text in texts
           let document = text.AsJson()
           from path in document.At("paths").EnumerateObject()
           from call in path.Value.EnumerateObject()
           select new Call(call.Name.ToUpperInvariant(), path.Name.Split('/'), call.Value, new JsonSchema(document.At("components", "schemas"))),
    ];

    public static ApiDocument CheckedIn { get; } = new(new[] { "gateway.v1.json", "admin.v1.json" }.Select(
        name => File.ReadAllText(Repository.PathOf("openapi", name))));

    /// <summary>Whether an answer is one that the documents promise: its status listed for the call, its body of the schema.</summary>
    /// <returns>What is wrong, a sentence each.</returns>
    public IReadOnlyList<string> Faults(string method, string path, int status, string body)
    {
        var isHead = method == "HEAD";
        var call = Find(isHead ? "GET" : method, path);
        return call is null
            ? OfNoCall(path, status, isHead ? null : body)
            : OfCall(call, status, isHead ? null : body);
    }

    private static IReadOnlyList<string> OfCall(Call call, int status, string? body)
    {
        var name = $"{call.Operation.Text("operationId")} {status}";
        if (!call.Operation.At("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var answer))
        {
            return [$"{name} is not in the document"];
        }

        return body is null ? []
            : answer.TryGetProperty("content", out var content) ? !content.TryGetProperty("application/json", out _) ? [] : OfBody(call.Schema, content.At("application/json", "schema"), body, name)
            : body.Length == 0 ? []
            : [$"{name} has a body, which is not in the document"];
    }

    /// <summary>No call has this path and method: the answer says so, in the shape of every error.</summary>
    private IReadOnlyList<string> OfNoCall(string path, int status, string? body)
    {
        if (Undescribed.Any(prefix => path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return [];
        }

        var shape = calls[0];
        var error = shape.Operation.At("responses", "500", "content", "application/json", "schema");
        return status is not (404 or 405) ? [$"{path} answered {status} and is not in the document"]
            : body is null ? []
            : OfBody(shape.Schema, error, body, $"{path} {status}");
    }

    private static IReadOnlyList<string> OfBody(JsonSchema schemas, JsonElement schema, string body, string name)
    {
        try
        {
            return [.. schemas.Faults(schema, body.AsJson(), name)];
        }
        catch (JsonException)
        {
            return [$"{name} is not JSON: {body}"];
        }
    }

    /// <summary>The call whose path has the most fixed parts in common, as routing chooses too.</summary>
    private Call? Find(string method, string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        return calls.Where(call => call.Method == method && call.Fits(parts)).MaxBy(call => call.Path.Count(part => !part.StartsWith('{')));
    }

    private sealed record Call(string Method, string[] Path, JsonElement Operation, JsonSchema Schema)
    {
        public bool Fits(string[] parts) =>
            parts.Length == Path.Length
            && parts.Zip(Path).All(pair => pair.Second.StartsWith('{') ? pair.First.Length > 0 : pair.Second.Equals(pair.First, StringComparison.OrdinalIgnoreCase));
    }
}
