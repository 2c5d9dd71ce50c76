using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Canonical;
using Gateway.Configuration;
using Gateway.Http;
using Gateway.Models;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Models;

/// <summary>The shipped catalogue, and short ways to ask it something. In bodies, ' stands for " and ‹N› for N letters.</summary>
internal static class Matrix
{
    public static readonly string[] Upstreams = ["toapis", "apimart", "legacy"];

    private static readonly Lazy<(Catalogue Catalogue, IReadOnlyList<string> Faults)> Shipped = new(() => Read(ShippedSettings()));

    public static Catalogue Catalogue => Shipped.Value.Catalogue;

    public static IReadOnlyList<string> Faults => Shipped.Value.Faults;

    public static IConfigurationRoot ShippedSettings() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

    public static (Catalogue Catalogue, IReadOnlyList<string> Faults) Read(IConfiguration settings)
    {
        var reader = new ConfigReader(settings);
        return (Catalogue.Read(reader.Section("Models"), Upstreams), reader.Faults);
    }

    public static ModelSpec Model(string name) => Catalogue.Find(name).ShouldNotBeNull();

    public static string Json(string text)
    {
        var json = text.Replace('\'', '"');
        for (var open = json.IndexOf('‹'); open >= 0; open = json.IndexOf('‹'))
        {
            var close = json.IndexOf('›', open);
            json = json[..open] + new string('x', int.Parse(json[(open + 1)..close])) + json[(close + 1)..];
        }

        return json;
    }

    /// <summary>A request that is fine, with some members put in its place (null takes one out).</summary>
    public static string Body(string model, int images, string members = "{}")
    {
        var body = new JsonObject { ["model"] = model, ["prompt"] = "A cat playing piano" };
        if (images > 0)
        {
            body["image_urls"] = new JsonArray([.. Enumerable.Range(1, images).Select(i => JsonValue.Create($"https://example.com/{i}.jpg"))]);
        }

        foreach (var (name, value) in JsonNode.Parse(Json(members))!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    public static RequestReading ReadBody(string body) => RequestReader.Read(Encoding.UTF8.GetBytes(body));

    public static Validation Validate(string body)
    {
        var reading = ReadBody(body);
        reading.Error.ShouldBeNull();
        return RequestValidator.Validate(reading.Request!, Model(reading.Request!.Model!), reading.Problems);
    }

    public static ResolvedRequest Resolve(string body)
    {
        var validation = Validate(body);
        Summary(validation.Problems).ShouldBe("");
        return validation.Request.ShouldNotBeNull();
    }

    /// <summary>Each problem as "param code", in order.</summary>
    public static string Summary(IEnumerable<ErrorDetail> problems) =>
        string.Join(", ", problems.Select(problem => $"{problem.Param} {problem.Code}"));

    public static string Problems(string body) => Summary(Validate(body).Problems);

    public static string Allowed(ErrorDetail problem) => problem.Allowed is { } allowed ? allowed.GetRawText().Replace('"', '\'') : "";

    public static string Capabilities(ModelSpec model)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            CapabilitiesJson.Write(writer, model);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
