using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Gateway.OpenApi;

/// <summary>The API's documents. They depend on the settings alone, so each is made once.</summary>
internal sealed class Documents(ISwaggerProvider provider)
{
    public const string Clients = "v1";

    /// <summary>The same without <c>oneOf</c>, which some generators make nothing good of.</summary>
    public const string PlainClients = "v1-plain";
    public const string Operators = "admin.v1";

    private readonly ConcurrentDictionary<string, Lazy<(byte[] Json, EntityTagHeaderValue Tag)>> made = new();

    public static IReadOnlyList<string> All { get; } = [Clients, PlainClients, Operators];

    public static string PathOf(string name) => $"/openapi/{name}.json";

    /// <summary>Which document describes a call.</summary>
    public static bool Has(string name, ApiDescription call) =>
        name == Operators == call.RelativePath!.StartsWith("admin/", StringComparison.Ordinal);

    public IResult Answer(HttpContext http, string name)
    {
        var (json, tag) = made.GetOrAdd(name, _ => new(() => Make(name, http.Request.PathBase))).Value;
        // It may be kept, but another catalogue makes another document: whoever keeps it asks whether it is still the one.
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(json, "application/json; charset=utf-8", entityTag: tag);
    }

    private (byte[] Json, EntityTagHeaderValue Tag) Make(string name, PathString prefix)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        provider.GetSwagger(name, host: null, prefix.Value is { Length: > 0 } path ? path : "/").SerializeAs(OpenApiSpecVersion.OpenApi3_0, new OpenApiJsonWriter(text));
        var json = Encoding.UTF8.GetBytes(text.ToString());
        return (json, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json)[..16])}\""));
    }
}
