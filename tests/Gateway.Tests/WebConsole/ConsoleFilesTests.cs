using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Gateway.Servers;
using Gateway.Tests.Support;
using Gateway.WebConsole;

namespace Gateway.Tests.WebConsole;

/// <summary>How the console's files are served.</summary>
public sealed partial class ConsoleFilesTests
{
    private static readonly string Site = Repository.PathOf("src", "Gateway", "WebConsole", "site");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Site, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Site, file).Replace('\\', '/'))];

    [Fact]
    public async Task Every_file_is_served_under_a_policy_that_lets_nothing_else_in()
    {
        await using var gateway = await GatewayHost.Start();
        foreach (var row in Files)
        {
            using var answer = await gateway.Client.GetAsync($"/console/{row.Data}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, row.Data);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'; script-src 'self'; style-src 'self'");
            policy.ShouldNotContain("unsafe");
            policy.ShouldNotContain("http");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        }
    }

    [Fact]
    public async Task A_file_is_asked_after_at_every_use_and_sent_only_when_it_has_changed()
    {
        await using var gateway = await GatewayHost.Start();
        using var first = await gateway.Client.GetAsync("/console/");
        first.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, "/console/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await gateway.Client.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("gzip, deflate, br", true)]
    [InlineData("deflate", false)]
    [InlineData("gzip;q=0", false)]
    [InlineData("", false)]
    public async Task A_file_is_packed_for_whoever_unpacks_it(string unpacks, bool isPacked)
    {
        await using var gateway = await GatewayHost.Start();
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", unpacks);
        using var answer = await client.GetAsync("/console/app/main.js");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        string.Join(",", answer.Content.Headers.ContentEncoding).ShouldBe(isPacked ? "gzip" : "");
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        await using var text = isPacked ? (Stream)new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress) : new MemoryStream(bytes);
        using var reader = new StreamReader(text);
        (await reader.ReadToEndAsync()).ShouldBe(await File.ReadAllTextAsync(Path.Combine(Site, "app", "main.js")));
        client.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);
        (await client.GetAsync("/console/app/main.js")).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    /// <summary>On a slow line each step from a module to those that it imports would cost a way there and back.</summary>
    [Fact]
    public void The_page_names_beforehand_every_module_of_the_sign_in_and_of_the_playground()
    {
        var named = Preloads().Matches(File.ReadAllText(Path.Combine(Site, "index.html"))).Select(match => match.Groups[1].Value);
        named.ShouldBe(Modules("app/main.js").Union(Modules("app/pages/playground.js")).Except(["app/main.js"]), ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "text/html,application/xhtml+xml", "console/")]
    [InlineData("console", "*/*", "console/")]
    [InlineData("", "*/*", null)]
    [InlineData("", "application/json", null)]
    public async Task A_browser_is_led_there_and_nobody_else(string path, string accept, string? there)
    {
        await using var gateway = await GatewayHost.Start();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Url) };
        client.DefaultRequestHeaders.Add("Accept", accept);
        using var answer = await client.GetAsync($"/{path}");
        answer.StatusCode.ShouldBe(there is null ? HttpStatusCode.NotFound : HttpStatusCode.Found);
        (answer.Headers.Location?.OriginalString).ShouldBe(there);
    }

    [Theory]
    [InlineData("/console/app/nothing.js", 404)]
    [InlineData("/console/../appsettings.json", 404)]
    [InlineData("/console/%2e%2e/%2e%2e/Gateway.csproj", 404)]
    [InlineData("/console/..%2fConsoleFiles.cs", 404)]
    public async Task What_is_no_file_of_it_is_not_there(string path, int status)
    {
        await using var gateway = await GatewayHost.Start();
        using var answer = await gateway.Client.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    /// <summary>In Development they are read from a folder, which has neighbours.</summary>
    [Theory]
    [InlineData("index.html", true)]
    [InlineData("", true)]
    [InlineData("app/main.js", true)]
    [InlineData("app/../index.html", true)]
    [InlineData("../ConsoleFiles.cs", false)]
    [InlineData("..%2fConsoleFiles.cs", false)]
    [InlineData("app/../../ConsoleFiles.cs", false)]
    [InlineData("../site-of-another/index.html", false)]
    [InlineData("{folder}/ConsoleFiles.cs", false)]
    [InlineData("app", false)]
    public void Nothing_beside_the_folder_is_found(string path, bool isThere)
    {
        using var folder = new TestFolder();
        foreach (var file in (string[])["site/index.html", "site/app/main.js", "ConsoleFiles.cs", "site-of-another/index.html"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
            File.WriteAllText(folder.File(file), "");
        }

        (new ConsoleFiles(folder.File("site")).Find(path.Replace("{folder}", folder.Path, StringComparison.Ordinal)) is not null).ShouldBe(isThere);
    }

    [Fact]
    public async Task It_works_under_a_path_prefix_and_on_the_operators_port_alone()
    {
        var port = ServerScript.FreePort();
        await using var gateway = await GatewayHost.Start(settings: [("PathBase", "/video"), ("Admin:Port", $"{port}")]);
        using var client = new HttpClient();
        (await client.GetAsync($"{gateway.Url}/video/console/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"http://127.0.0.1:{port}/video/console/app/main.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        (await client.GetAsync($"{gateway.Url}/video/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var door in (string[])["/video/", "/video", "/video/console"])
        {
            using var led = await client.GetAsync($"http://127.0.0.1:{port}{door}");
            led.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/video/console/", door);
        }
    }

    /// <summary>An address from the root would be wrong below a prefix; another host's would be somebody else's code.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_names_only_addresses_that_are_relative_to_the_page(string file)
    {
        var text = File.ReadAllText(Path.Combine(Site, file));
        Absolute().Matches(text).Select(match => match.Value).ShouldBeEmpty();
        text.ShouldNotContain("innerHTML");
        text.ShouldNotContain("insertAdjacentHTML");
        text.ShouldNotContain("eval(");
        text.Split('\n').Length.ShouldBeLessThanOrEqualTo(300);
    }

    /// <returns>This one, and all that it needs before it runs.</returns>
    private static List<string> Modules(string file)
    {
        var found = new List<string> { file };
        for (var at = 0; at < found.Count; at++)
        {
            var path = Path.Combine(Site, found[at]);
            var imports = Imports().Matches(File.ReadAllText(path)).Select(match => Path.GetRelativePath(Site, Path.Combine(Path.GetDirectoryName(path)!, match.Groups[1].Value)));
            found.AddRange(imports.Except(found).ToList());
        }

        return found;
    }

    [GeneratedRegex("""^import .* from '(\.[^']+)'""", RegexOptions.Multiline)]
    private static partial Regex Imports();

    [GeneratedRegex("rel=\"modulepreload\" href=\"([^\"]+)\"")]
    private static partial Regex Preloads();

    [GeneratedRegex("""(?:src|href)="(?:/|https?:)[^"]*"|(?:fetch|import)\(?\s*['"`](?:/|https?:)[^'"`]*|from '/""")]
    private static partial Regex Absolute();
}
