using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Http;
using Gateway.OpenApi;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>The checked-in documents are those that are served. To refresh them: <c>UPDATE_OPENAPI=1 dotnet test Gateway.sln</c>.</summary>
public sealed class DocumentTests
{
    private const string Clients = "/openapi/v1.json";
    private const string Plain = "/openapi/v1-plain.json";
    private const string Operators = "/openapi/admin.v1.json";

    [Theory]
    [InlineData(Clients, "gateway.v1.json")]
    [InlineData(Plain, "gateway.v1-plain.json")]
    [InlineData(Operators, "admin.v1.json")]
    public async Task The_checked_in_document_has_not_drifted(string path, string file)
    {
        var checkedIn = Repository.PathOf("openapi", file);
        var served = await Served(path) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(checkedIn, served);
        }

        served.ShouldBe(await File.ReadAllTextAsync(checkedIn), "Refresh it: UPDATE_OPENAPI=1 dotnet test Gateway.sln");
    }

    [Theory]
    [InlineData(Clients, "createVideo listVideos getVideo getVideoContent deleteVideoContent linkVideo uploadImage getUploadedImage streamVideo cancelVideo validateVideo listModels getModel getUsage whoAmI getLiveness getReadiness")]
    [InlineData(
        Operators,
        "createKey listKeys getKey updateKey revokeKey rotateKey listTeams getTeam setTeam listCallbackSecrets rotateCallbackSecret listCallbacks replayCallback reportUsage listAudit listAllModels getStatus listUpstreams disablePoolKey enablePoolKey listTasks getTask cancelTask resolveTask")]
    public async Task Clients_and_operators_have_a_document_each(string path, string operations)
    {
        var document = (await Served(path)).AsJson();
        Calls(document).Select(call => call.Text("operationId")).ShouldBe(operations.Split(' '), ignoreOrder: true);
        document.At("components", "securitySchemes").EnumerateObject().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("createVideo", "200 400 401 402 403 404 405 406 408 409 413 415 422 429 500 502 503")]
    [InlineData("getVideo", "200 304 400 401 404 405 406 429 500 503")]
    [InlineData("cancelVideo", "200 401 404 405 406 409 500 503")]
    [InlineData("getReadiness", "200 405 500 503")]
    public async Task A_call_lists_every_way_that_it_can_end(string operation, string statuses) =>
        Calls((await Served(Clients)).AsJson()).Single(call => call.Text("operationId") == operation)
            .At("responses").EnumerateObject().Select(answer => answer.Name).ShouldBe(statuses.Split(' '), ignoreOrder: true);

    [Fact]
    public async Task The_plain_document_says_the_same_without_a_choice_of_schemas()
    {
        var plain = await Served(Plain);
        foreach (var word in (string[])["oneOf", "anyOf", "discriminator", "\"not\""])
        {
            plain.ShouldNotContain(word);
        }

        plain.AsJson().At("paths").ToString().ShouldBe((await Served(Clients)).AsJson().At("paths").ToString());
    }

    [Theory]
    [InlineData(Clients)]
    [InlineData(Operators)]
    public async Task Every_error_has_one_type_and_a_real_example_for_each_of_its_codes(string path)
    {
        foreach (var call in Calls((await Served(path)).AsJson()))
        {
            foreach (var answer in call.At("responses").EnumerateObject().Where(answer => answer.Name[0] is '4' or '5'))
            {
                var place = $"{call.Text("operationId")} {answer.Name}";
                var body = answer.Value.At("content", "application/json");
                if (place != "getReadiness 503")
                {
                    body.At("schema").ToString().ShouldContain("ErrorAnswer", customMessage: place);
                    body.At("examples").EnumerateObject().ShouldNotBeEmpty(place);
                }
            }
        }
    }

    [Fact]
    public void The_words_of_errors_are_those_that_are_answered()
    {
        Words<TaskErrorCode>().ShouldBe(Constants(typeof(TaskErrors)), ignoreOrder: true);
        Words<ProblemCode>().ShouldBe(
            [.. Constants(typeof(DetailCodes)), "insufficient_quota", "rate_limit_exceeded", "concurrency_limit_exceeded"], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_example_in_it_is_a_request_that_works()
    {
        await using var gateway = await GatewayHost.Start();
        var examples = (await Served(Clients)).AsJson()
            .At("paths", "/v1/videos/generations", "post", "requestBody", "content", "application/json", "examples").EnumerateObject().ToList();
        examples.Count.ShouldBeGreaterThan(3);
        foreach (var example in examples)
        {
            using var response = await gateway.Post("/v1/videos/generations/validate", example.Value.Text("value"));
            ((int)response.StatusCode).ShouldBe(200, example.Name);
        }
    }

    [Theory]
    [InlineData(Clients)]
    [InlineData(Operators)]
    public async Task Whoever_has_the_document_is_told_that_it_is_still_the_one(string path)
    {
        await using var gateway = await GatewayHost.Start();
        using var first = await gateway.Client.GetAsync(path);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await gateway.Client.SendAsync(request);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsStringAsync()).ShouldBeEmpty();
        using var other = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"another\"") } } };
        using var anew = await gateway.Client.SendAsync(other);
        (await anew.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_catalogue_makes_another_document()
    {
        await using var six = await GatewayHost.Start();
        await using var seven = await GatewayHost.Start(settings:
        [
            ("Models:one-more:OwnedBy", "us"), ("Models:one-more:Parameters:prompt:MaxLength", "10"), ("Models:one-more:Parameters:duration:Default", "5"),
            ("Models:one-more:Parameters:resolution:Default", "720p"), ("Models:one-more:Parameters:resolution:Allowed:0", "720p"),
            ("Models:one-more:Modes:text-to-video:MinImages", "0"), ("Models:one-more:Modes:text-to-video:MaxImages", "0"),
            ("Models:one-more:Prices:0:CreditsPerSecond", "1"),
            ("Models:one-more:Routes:0:Upstream", "toapis"), ("Models:one-more:Routes:0:UpstreamModel", "one-more"),
        ]);
        using var before = await six.Client.GetAsync(Clients);
        using var after = await seven.Client.GetAsync(Clients);
        after.Headers.ETag.ShouldNotBe(before.Headers.ETag);
    }

    private static IEnumerable<JsonElement> Calls(JsonElement document) =>
        document.At("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(call => call.Value);

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Select(field => (string)field.GetValue(null)!);

    private static async Task<string> Served(string path)
    {
        await using var gateway = await GatewayHost.Start();
        return await gateway.Client.GetStringAsync(path);
    }
}
