using System.Net;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Listening;

/// <summary>Everything works under a path prefix.</summary>
public sealed class PathPrefixTests
{
    private const string Prefix = "/video/gw";

    [Fact]
    public async Task Every_kind_of_call_is_served_below_it_and_links_have_it()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [Operator.Setting, ("PathBase", Prefix + "/")]);
        using var client = Plain(gateway, GatewayHost.Key);
        using var created = await client.Post($"{Prefix}{ClientCalls.Videos}", SeedExamples.Text);
        var id = (await created.Json()).Text("id");
        created.Headers.Location!.ToString().ShouldBe($"{Prefix}/v1/videos/generations/{id}");
        (await client.GetAsync(created.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in (string[])["/v1/models", "/V1/usage", "/healthz/live", "/healthz/ready", "/openapi/v1.json", "/openapi/admin.v1.json", "/docs", "/docs/index.html", "/docs/swagger-ui.css"])
        {
            (await client.GetAsync(Prefix + path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        using var admin = Plain(gateway, Operator.Key);
        (await admin.GetAsync($"{Prefix}/admin/v1/status-of-nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetAsync($"{Prefix}/admin/v1/keys")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"{Prefix}x/v1/models")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(Prefix)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/admin.v1.json")]
    public async Task The_documents_name_it_as_their_server_however_they_are_asked_for(string document)
    {
        await using var gateway = await GatewayHost.Start(settings: [("PathBase", Prefix)]);
        using var client = Plain(gateway, GatewayHost.Key);
        foreach (var path in (string[])[document, Prefix + document])
        {
            (await client.GetStringAsync(path)).AsJson().At("servers").ToString().ShouldBe($$"""[{"url":"{{Prefix}}"}]""".Replace("[{", "[\n    {\n      ").Replace("\":\"", "\": \"").Replace("}]", "\n    }\n  ]"));
        }
    }

    [Fact]
    public async Task The_page_finds_its_files_and_documents_from_where_it_is()
    {
        await using var gateway = await GatewayHost.Start(settings: [("PathBase", Prefix)]);
        using var client = Plain(gateway, GatewayHost.Key);
        using var page = await client.GetAsync($"{Prefix}/docs");
        var at = page.RequestMessage!.RequestUri!;
        at.AbsolutePath.ShouldBe($"{Prefix}/docs/index.html");
        var script = await client.GetStringAsync(new Uri(at, "index.js"));
        script.ShouldContain("\"../openapi/v1.json\"");
        foreach (var file in (string[])["../openapi/v1.json", "../openapi/admin.v1.json", "./swagger-ui-bundle.js"])
        {
            (await client.GetAsync(new Uri(at, file))).StatusCode.ShouldBe(HttpStatusCode.OK, file);
        }
    }

    [Theory]
    [InlineData("gw", "/gw")]
    [InlineData("/gw/", "/gw")]
    [InlineData("/", "")]
    [InlineData("", "")]
    [InlineData("/a/b-c_d.e~f", "/a/b-c_d.e~f")]
    public void A_prefix_is_taken_with_its_slashes_or_without(string value, string prefix) => (Read(value).PathBase.Value ?? "").ShouldBe(prefix);

    [Theory]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/%2e")]
    [InlineData("http://gateway.example/gw")]
    public void What_is_no_path_is_a_fault(string value) => Read(value).Faults.ShouldHaveSingleItem().ShouldStartWith($"PathBase is '{value}'");

    private static Settings Read(string value) => Settings.Read(
        new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection([KeyValuePair.Create("PathBase", (string?)value)]).Build(),
        isDevelopment: false);

    /// <summary>Not the usual client, which holds each path against the document.</summary>
    private static HttpClient Plain(GatewayHost gateway, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
