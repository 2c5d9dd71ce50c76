using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// No document breaks what it promised under the same version. <c>UPDATE_OPENAPI=1</c> adds new promises; it takes one back only
/// when the document's version has been raised.
/// </summary>
public sealed class PromiseTests
{
    [Theory]
    [InlineData("gateway.v1-plain.json", "gateway.promises.txt")]
    [InlineData("admin.v1.json", "admin.promises.txt")]
    public async Task A_document_keeps_its_promises_unless_its_version_is_raised(string document, string file)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf("openapi", document));
        var kept = Repository.PathOf("openapi", file);
        var version = "version " + text.AsJson().Text("info", "version");
        var now = Promises.Of(text);
        var then = File.Exists(kept) ? await File.ReadAllLinesAsync(kept) : [version];
        var broken = Broken(then[1..], now);
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1" && (broken.Count == 0 || then[0] != version))
        {
            await File.WriteAllLinesAsync(kept, now.Prepend(version));
            (then, broken) = ([version, .. now], []);
        }

        broken.ShouldBeEmpty("Callers rely on it. Raise the version in OpenApiSetup, then UPDATE_OPENAPI=1 dotnet test Gateway.sln");
        then.ShouldBe(now.Prepend(version), "New promises: UPDATE_OPENAPI=1 dotnet test Gateway.sln");
    }

    [Theory]
    [InlineData("components.schemas.VideoTask.properties", "usage", null)]
    [InlineData("components.schemas.VideoTask.properties.progress", "type", "string")]
    [InlineData("components.schemas.VideoGenerationRequest.required", "", "prompt")]
    [InlineData("components.schemas.ErrorCode.enum", "", "another")]
    [InlineData("paths", "/v1/usage", null)]
    [InlineData("paths./v1/models.get", "operationId", "models")]
    public void A_change_that_breaks_callers_is_found(string at, string name, string? value) =>
        Broken(Promises.Of(Shipped().ToJsonString()), Promises.Of(Changed(at, name, value))).ShouldNotBeEmpty();

    [Theory]
    [InlineData("components.schemas.VideoTask", "description", "Another.")]
    [InlineData("components.schemas.VideoGenerationRequest.properties.duration", "maximum", "12")]
    public void Another_one_is_none(string at, string name, string value) =>
        Broken(Promises.Of(Shipped().ToJsonString()), Promises.Of(Changed(at, name, value))).ShouldBeEmpty();

    private static IReadOnlyList<string> Broken(IEnumerable<string> then, IReadOnlyList<string> now) => [.. then.Except(now)];

    private static JsonNode Shipped() => JsonNode.Parse(File.ReadAllText(Repository.PathOf("openapi", "gateway.v1-plain.json")))!;

    private static string Changed(string at, string name, string? value)
    {
        var document = Shipped();
        var place = document;
        foreach (var part in at.Split('.'))
        {
            place = place![part];
        }

        switch (place)
        {
            case JsonArray list:
                list.Add(value);
                break;
            case JsonObject members when value is null:
                members.Remove(name);
                break;
            default:
                place![name] = value;
                break;
        }

        return document.ToJsonString();
    }
}
