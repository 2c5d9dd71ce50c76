using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Models;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Gateway.OpenApi;

/// <summary>The API's documents. They depend on the settings alone, so each is made once for each catalogue.</summary>
internal sealed class Documents(ISwaggerProvider provider, LiveCatalogue catalogue)
{
    public const string Clients = "v1";

    /// <summary>The same without <c>oneOf</c>, which some generators make nothing good of.</summary>
    public const string PlainClients = "v1-plain";
    public const string Operators = "admin.v1";

    private readonly ConditionalWeakTable<Catalogue, ConcurrentDictionary<string, Lazy<(byte[] Json, EntityTagHeaderValue Tag)>>> made = [];

    public static IReadOnlyList<string> All { get; } = [Clients, PlainClients, Operators];

    public static string PathOf(string name) => $"/openapi/{name}.json";

    /// <summary>Which document describes a call.</summary>
    public static bool Has(string name, ApiDescription call) =>
        name == Operators == call.RelativePath!.StartsWith("admin/", StringComparison.Ordinal);

    public IResult Answer(HttpContext http, string name)
    {
        var (json, tag) = made.GetOrCreateValue(catalogue.Current).GetOrAdd(name, _ => new(() => Make(name, http.Request.PathBase))).Value;
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
