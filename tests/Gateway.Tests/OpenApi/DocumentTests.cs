using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>The checked-in document is the one that is served. To refresh it: <c>UPDATE_OPENAPI=1 dotnet test Gateway.sln</c>.</summary>
public sealed class DocumentTests
{
    private static string CheckedIn => Repository.PathOf("openapi", "gateway.v1.json");

    [Fact]
    public async Task The_checked_in_document_has_not_drifted()
    {
        var served = await Served() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(CheckedIn, served);
        }

        served.ShouldBe(await File.ReadAllTextAsync(CheckedIn), "Refresh it: UPDATE_OPENAPI=1 dotnet test Gateway.sln");
    }

    [Fact]
    public async Task Every_call_has_an_id_and_every_call_with_a_key_says_how_it_fails()
    {
        var document = (await Served()).AsJson();
        var calls = document.At("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(call => call.Value).ToList();
        calls.Select(call => call.Text("operationId")).ShouldBe(
            [
                "createVideo", "getVideo", "validateVideo", "listModels", "getModel", "getUsage", "getLiveness", "getReadiness",
                "createKey", "listKeys", "getKey", "updateKey", "revokeKey", "rotateKey", "getTeam", "setTeam", "reportUsage",
                "listUpstreams", "disablePoolKey", "enablePoolKey", "listTasks", "getTask", "resolveTask",
            ],
            ignoreOrder: true);
        foreach (var call in calls.Where(call => !call.Text("operationId").EndsWith("ness", StringComparison.Ordinal)))
        {
            call.At("responses").EnumerateObject().Select(answer => answer.Name).ShouldBeSubsetOf(
                ["200", "201", "400", "401", "402", "403", "404", "406", "409", "413", "415", "422", "429", "500", "502", "503"]);
            call.At("responses").TryGetProperty("401", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_example_in_it_is_a_request_that_works()
    {
        await using var gateway = await GatewayHost.Start();
        var examples = (await Served()).AsJson()
            .At("paths", "/v1/videos/generations", "post", "requestBody", "content", "application/json", "examples").EnumerateObject().ToList();
        examples.Count.ShouldBeGreaterThan(3);
        foreach (var example in examples)
        {
            using var response = await gateway.Post("/v1/videos/generations/validate", example.Value.Text("value"));
            ((int)response.StatusCode).ShouldBe(200, example.Name);
        }
    }

    private static async Task<string> Served()
    {
        await using var gateway = await GatewayHost.Start();
        return (await gateway.Client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n");
    }
}
