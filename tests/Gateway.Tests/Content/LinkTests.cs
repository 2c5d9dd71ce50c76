using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Web;
using Gateway.Canonical;
using Gateway.Files;
using Gateway.Outbound;
using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Content;

/// <summary>Links that open a file without a key.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private static readonly byte[] Video = Some.Bytes(5000);

    private FileUpstream upstream = null!;
    private GatewayHost gateway = null!;
    private HttpClient nobody = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        gateway = await GatewayHost.Start(upstream.Url, settings: [("Signing:Key", Some.SigningKey), ("Results:Links", "gateway")]);
        nobody = gateway.NewClient(null);
        id = await gateway.Completed();
    }

    public async ValueTask DisposeAsync()
    {
        nobody.Dispose();
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_tasks_url_is_the_same_one_everywhere_and_opens_its_file()
    {
        var url = Url(await gateway.Get(id));
        url.ShouldStartWith($"{gateway.Url}{ClientCalls.Videos}/{id}/content?expires=");
        Url(await gateway.Get(id)).ShouldBe(url);
        Url((await (await gateway.Client.GetAsync(ClientCalls.Videos)).Json()).At("data")[0]).ShouldBe(url);
        (await gateway.Client.GetStringAsync($"{ClientCalls.Videos}/{id}/events")).ShouldContain(url);

        (await nobody.GetByteArrayAsync(url)).ShouldBe(Video);
        using var part = await nobody.Asked(url + "&download=1", ("Range", "bytes=0-9"));
        (part.StatusCode, part.Content.Headers.ContentDisposition!.DispositionType).ShouldBe((HttpStatusCode.PartialContent, "attachment"));
        using var revoked = gateway.NewClient("sk-nobody-has-this-key");
        (await revoked.GetByteArrayAsync(url)).ShouldBe(Video);
    }

    [Fact]
    public async Task A_link_that_was_changed_in_any_way_opens_nothing()
    {
        var url = Url(await gateway.Get(id));
        var query = HttpUtility.ParseQueryString(new Uri(url).Query);
        var (expires, signature) = (query["expires"]!, query["signature"]!);
        var path = $"{ClientCalls.Videos}/{id}/content";
        var other = $"{ClientCalls.Videos}/{await gateway.Completed()}/content";
        foreach (var changed in (string[])
        [
            $"{path}?expires={long.Parse(expires, CultureInfo.InvariantCulture) + 1}&signature={signature}",
            $"{path}?expires=0{expires}&signature={signature}",
            $"{path}?expires={expires}&expires={expires}&signature={signature}",
            $"{path}?expires={expires}&signature={signature}&signature={signature}",
            $"{path}?expires={expires}&signature={signature[..^1]}",
            $"{path}?expires={expires}&signature={signature}A",
            $"{path}?expires={expires}&signature=",
            $"{path}?expires={expires}",
            $"{path}?signature={signature}",
            $"{other}?expires={expires}&signature={signature}",
            path,
        ])
        {
            using var response = await nobody.GetAsync(changed);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, changed);
        }
    }

    [Fact]
    public async Task A_short_link_can_be_had_and_ends()
    {
        using var made = await gateway.Client.PostAsync($"{ClientCalls.Videos}/{id}/link", null);
        var link = await made.Json();
        (made.StatusCode, (await nobody.GetAsync(link.Text("url"))).StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        link.At("expires_at").GetInt64().ShouldBeInRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 800, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 900);

        var shortOne = (await (await gateway.Post($"{ClientCalls.Videos}/{id}/link", """{"expires_in":1}""")).Json()).Text("url");
        await Eventually.True(async () => (await nobody.GetAsync(shortOne)).StatusCode == HttpStatusCode.Gone);
        (await (await nobody.GetAsync(shortOne)).Json()).Text("error", "code").ShouldBe("result_expired");
        (await gateway.Client.GetAsync(shortOne)).StatusCode.ShouldBe(HttpStatusCode.OK, "a key opens it all the same");
    }

    [Theory]
    [InlineData("""{"expires_in":0}""", "out_of_range")]
    [InlineData("""{"expires_in":604801}""", "out_of_range")]
    [InlineData("""{"expires_in":"soon"}""", "invalid_type")]
    [InlineData("""{"expire_in":5}""", "unknown_parameter")]
    public async Task A_link_that_can_not_be_had_is_refused_with_the_reason(string body, string code)
    {
        using var response = await gateway.Post($"{ClientCalls.Videos}/{id}/link", body);
        (await response.Json()).At("error", "details")[0].Text("code").ShouldBe(code);
    }

    [Fact]
    public async Task Neither_another_team_nor_a_link_makes_a_link()
    {
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        (await other.PostAsync($"{ClientCalls.Videos}/{id}/link", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.PostAsync(Url(await gateway.Get(id)).Replace("/content", "/link", StringComparison.Ordinal), null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.DeleteAsync(Url(await gateway.Get(id)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_signature_stands_in_the_log()
    {
        var url = Url(await gateway.Get(id));
        (await nobody.GetAsync(url)).Dispose();
        (await nobody.GetAsync(url + "x")).Dispose();
        var signature = HttpUtility.ParseQueryString(new Uri(url).Query)["signature"]!;
        // A line about a call comes after its answer.
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("/content 200", StringComparison.Ordinal)) && gateway.Log.Lines.Any(line => line.Contains("/content 401", StringComparison.Ordinal)));
        gateway.Log.Lines.ShouldAllBe(line => !line.Contains(signature, StringComparison.Ordinal) && !line.Contains("signature=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_setting_of_a_level_brings_a_link_or_signature_into_the_log()
    {
        await using var process = GatewayProcess.At(upstream.Url);
        process.Settings["Results__AllowedNetworks__0"] = "127.0.0.0/8";
        process.Settings["Results__Links"] = "gateway";
        process.Settings["Signing__Key"] = Some.SigningKey;
        process.Settings["Serilog__MinimumLevel__Default"] = "Verbose";
        process.Settings["Serilog__MinimumLevel__Override__Microsoft.AspNetCore"] = "Verbose";
        await process.Start();
        var url = Url(await process.Wait(await process.Created(SeedExamples.Text), "completed"));
        (await nobody.GetByteArrayAsync(url)).ShouldBe(Video);
        (await nobody.GetAsync(url + "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await Eventually.True(() => process.Output.Contains("/content 200", StringComparison.Ordinal) && process.Output.Contains("/content 401", StringComparison.Ordinal));
        process.Output.ShouldNotContain("of-the-link");
        process.Output.ShouldNotContain("signature=");
    }

    [Fact]
    public void A_standing_link_stays_the_same_through_a_period_and_ends_with_the_next_one_or_its_file()
    {
        var time = new ManualTime();
        var signer = new LinkSigner(new SigningKeys([new SigningKey(Some.SigningKey)]));
        var links = new ResultLinks(
            new ResultOptions(true, TimeSpan.FromHours(1), ResultOptions.None, TimeSpan.FromDays(1), "", null, OpenNetworks.None), signer, () => "https://here", time);
        var task = Some.Task(time, TaskState.Completed) with { ResultUrl = "https://upstream/v.mp4" };
        var hour = time.Now().UnixSeconds;
        (hour % 3600).ShouldBe(0);
        var first = links.Shown(task).ResultUrl!;
        first.ShouldContain($"expires={hour + 7200}&");
        time.Advance(TimeSpan.FromMinutes(59));
        links.Shown(task).ResultUrl.ShouldBe(first);
        time.Advance(TimeSpan.FromMinutes(1));
        links.Shown(task).ResultUrl!.ShouldContain($"expires={hour + 10800}&");
        links.Shown(task with { ExpiresAt = Instant.OfSeconds(hour + 4000) }).ResultUrl!.ShouldContain($"expires={hour + 4000}&");
        links.Shown(task with { State = TaskState.Polling }).ResultUrl.ShouldBe(task.ResultUrl);
    }

    [Fact]
    public void A_link_of_the_key_before_still_works()
    {
        var before = new SigningKey("another-signing-key-of-32-characters");
        var link = new LinkSigner(new SigningKeys([before])).Sign("video_1", "17");
        new LinkSigner(new SigningKeys([new SigningKey(Some.SigningKey), before])).IsOurs("video_1", "17", link).ShouldBeTrue();
        new LinkSigner(new SigningKeys([new SigningKey(Some.SigningKey)])).IsOurs("video_1", "17", link).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Signing:Key is required by Results:Links=gateway", "Results:Links", "gateway")]
    [InlineData("Signing:Key is required by Results:Keep=folder", "Results:Keep", "folder")]
    [InlineData("Results:S3:Bucket is required by Results:Keep=s3", "Results:Keep", "s3")]
    [InlineData("PublicUrl is required by Results:Links=gateway", "Results:Links", "gateway", "Urls", "http://*:8080", "Signing:Key", Some.SigningKey)]
    [InlineData("Results:S3:Endpoint is 'nowhere'", "Results:S3:Endpoint", "nowhere")]
    [InlineData("Results:AllowedNetworks has '10.0.0.1/8'", "Results:AllowedNetworks:0", "10.0.0.1/8")]
    [InlineData("Results:Keep is 'here'; allowed: none, folder, s3", "Results:Keep", "here")]
    public void Settings_that_could_not_work_are_faults(string fault, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
        Settings.Read(configuration, isDevelopment: false).Faults.ShouldContain(line => line.StartsWith(fault, StringComparison.Ordinal));
    }

    private static string Url(JsonElement task) => task.At("result", "data")[0].Text("url");
}
