using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Tests.Support;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Uploads;

/// <summary>Images that are kept here for upstreams to fetch.</summary>
public sealed class UploadTests : IDisposable
{
    private static readonly UploadLoopTerms Quick =
        new(TimeSpan.FromMilliseconds(50), 10, TimeSpan.FromMilliseconds(500), WhileInUse: TimeSpan.FromMilliseconds(100));

    private readonly TestFolder folder = new();

    private string[] Files => Directory.Exists(folder.Path) ? Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories) : [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [EachEngine]
    public async Task An_image_gets_a_URL_that_serves_it_without_a_key(string engine)
    {
        await using var gateway = await Start(engine);
        var image = await gateway.Uploaded(SampleImages.Png);
        image.Text("id").ShouldMatch("^file_[0-9A-Z]{26}$");
        (image.Text("object"), image.Text("mime_type"), image.At("bytes").GetInt64()).ShouldBe(("file", "image/png", SampleImages.Png.Length));
        (image.At("width").GetInt32(), image.At("height").GetInt32()).ShouldBe((33, 21));
        image.At("expires_at").GetInt64().ShouldBe(image.At("created_at").GetInt64() + 86400);
        image.Text("url").ShouldStartWith($"{gateway.Url}{UploadCalls.Path}/{image.Text("id")}.png?");

        using var nobody = gateway.NewClient(null);
        using var answer = await nobody.GetAsync(image.Text("url"));
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(SampleImages.Png);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        answer.Content.Headers.ContentLength.ShouldBe(SampleImages.Png.Length);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        using var head = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, image.Text("url")));
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, SampleImages.Png.Length));
        using var again = new HttpRequestMessage(HttpMethod.Get, image.Text("url"));
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await nobody.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        gateway.Log.Lines.ShouldNotContain(line => line.Contains("signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_bytes_say_what_it_is_and_not_its_name()
    {
        await using var gateway = await Start();
        using var answer = await gateway.Client.Upload(SampleImages.Jpeg, "text/html", "../../evil.html");
        var image = await answer.Json();
        image.Text("mime_type").ShouldBe("image/jpeg");
        new Uri(image.Text("url")).AbsolutePath.ShouldEndWith(".jpeg");
        Files.ShouldBe([Path.Combine(folder.Path, "uploads", image.Text("id"))]);
    }

    [Fact]
    public async Task What_is_no_image_form_is_refused_by_name_and_nothing_is_kept()
    {
        await using var gateway = await Start();
        (byte[] Png, string Type) png = (SampleImages.Png, "image/png");
        await Refused(UploadCalls.Form(("image", png.Png, png.Type, "a.png")), 400, ("image", "unknown_parameter"), ("file", "required"));
        await Refused(UploadCalls.Form(("file", png.Png, png.Type, null)), 400, ("file", "invalid_type"));
        await Refused(UploadCalls.Form(("file", png.Png, png.Type, "a.png"), ("file", png.Png, png.Type, "b.png")), 400, ("file", "too_many"));
        await Refused(UploadCalls.Form(("file", png.Png, png.Type, "a.png"), ("purpose", "x"u8.ToArray(), "text/plain", null)), 400, ("purpose", "unknown_parameter"));
        await Refused(UploadCalls.Form(("file", [], png.Type, "a.png")), 400, ("file", "not_allowed"));
        await Refused(UploadCalls.Form(("file", "<script>alert(1)</script> and more than thirty bytes"u8.ToArray(), png.Type, "a.png")), 400, ("file", "not_allowed"));
        await Refused(Raw("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"), 400, ("file", "invalid_type"));
        await Refused(Raw("multipart/form-data; boundary=x", "no form at all"), 400, ("file", "invalid_type"));
        await Refused(Raw("multipart/form-data", "--x--"), 415);
        await Refused(Raw("application/json", "{}"), 415);
        await Refused(UploadCalls.Form(("file", new byte[11_000_000], png.Type, "a.png")), 413);
        await Refused(UploadCalls.Form(("file", new byte[(10 * 1024 * 1024) + 1], png.Type, "a.png")), 413);
        Files.ShouldBeEmpty();
        gateway.Database.Ask("SELECT COUNT(*) FROM uploads").ShouldBe("0");

        async Task Refused(HttpContent form, int status, params (string Param, string Code)[] details)
        {
            using var answer = await gateway.Client.PostAsync(UploadCalls.Path, form);
            var body = await answer.Json();
            ((int)answer.StatusCode).ShouldBe(status, body.ToString());
            if (details.Length > 0)
            {
                body.At("error", "details").EnumerateArray().Select(detail => (detail.Text("param"), detail.Text("code"))).ShouldBe(details);
            }
        }
    }

    [Fact]
    public async Task A_body_without_a_length_may_be_no_longer_either()
    {
        await using var gateway = await Start(settings: [("Uploads:MaxBytes", "2048")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, UploadCalls.Path) { Content = UploadCalls.Form(("file", new byte[200_000], "image/png", "a.png")) };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await gateway.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await gateway.Client.Upload(SampleImages.Png)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_link_that_is_not_ours_opens_nothing()
    {
        await using var gateway = await Start();
        var url = (await gateway.Uploaded(SampleImages.Png)).Text("url");
        var other = (await gateway.Uploaded(SampleImages.Jpeg)).Text("url");
        using var nobody = gateway.NewClient(null);
        foreach (var wrong in new[] { url.Split('?')[0], url.Replace("signature=", "signature=A", StringComparison.Ordinal), url.Replace("expires=", "expires=1", StringComparison.Ordinal),
            url.Split('?')[0] + "?" + other.Split('?')[1], $"{gateway.Url}{UploadCalls.Path}/..%2f..%2fgateway.db?" + url.Split('?')[1] })
        {
            (await nobody.GetAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        }

        (await gateway.Client.GetAsync(url.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [EachEngine]
    public async Task An_image_goes_when_its_time_is_over_and_no_live_task_refers_to_it(string engine)
    {
        await using var sandbox = await SandboxHost.Start(queuedFor: TimeSpan.FromHours(1));
        await using var gateway = await Start(engine, [("Polling:MaxAge", "1.00:00:00")], sandbox.Url);
        var (used, unused) = (await gateway.Uploaded(SampleImages.Png), await gateway.Uploaded(SampleImages.Jpeg));
        var id = await gateway.Created($$"""{"model":"viduq3-pro","prompt":"it moves","image_urls":["{{used.Text("url")}}"]}""", ("X-Gateway-Upstream", "toapis"));
        gateway.Database.Execute("UPDATE uploads SET until = 1, due_at = 1");

        await Eventually.True(() => Files.Length == 1);
        using var nobody = gateway.NewClient(null);
        (await nobody.GetAsync(unused.Text("url"))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await nobody.GetByteArrayAsync(used.Text("url"))).ShouldBe(SampleImages.Png);

        // Whoever polls it at this moment finds that it has another version, and leaves it.
        gateway.Database.Execute($"UPDATE tasks SET due_at = NULL, state = 'failed', money = 'refunded', completed_at = 1, version = version + 1 WHERE id = '{id}'");
        if (engine == Engines.Postgres)
        {
            gateway.Database.Execute($"DELETE FROM schedule WHERE task_id = '{id}'");
        }

        await Eventually.True(() => Files.Length == 0);
        (await nobody.GetAsync(used.Text("url"))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM uploads") == "0");
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_deleted()
    {
        await using var gateway = await Start();
        Directory.CreateDirectory(Path.Combine(folder.Path, "uploads"));
        var half = Path.Combine(folder.Path, "uploads", "file_00000000000000000000000000");
        await File.WriteAllTextAsync($"{half}.77-1.part", "half");
        gateway.Database.Execute(
            """
            INSERT INTO uploads (id, team, key_id, place, name, content_type, length, created_at, until, due_at)
            VALUES ('file_00000000000000000000000000', 't', 'k', 'folder', 'uploads/file_00000000000000000000000000', 'image/png', 9, 1, 99999999999999, 1)
            """);
        await Eventually.True(() => Files.Length == 0 && gateway.Database.Ask("SELECT COUNT(*) FROM uploads") == "0");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_no_image_is_promised()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "uploads"), "no folder");
        await using var gateway = await Start();
        using var answer = await gateway.Client.Upload(SampleImages.Png);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        gateway.Log.Lines.ShouldContain(line => line.Contains("could not be kept in folder", StringComparison.Ordinal));
    }

    [Theory]
    [EachEngine]
    public async Task It_counts_among_the_requests_a_minute_that_creates_count_among(string engine)
    {
        await using var sandbox = await SandboxHost.Start();
        await using var gateway = await Start(engine, [("Clients:0:RequestsPerMinute", "2"), ("Uploads:MaxBytes", "2048")], sandbox.Url);
        using var first = await gateway.Client.Upload(SampleImages.Png);
        (first.StatusCode, first.Headers.GetValues("X-RateLimit-Remaining").Single()).ShouldBe((HttpStatusCode.Created, "1"));
        using var create = await gateway.Create(SeedExamples.Text);
        create.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["0"]);
        using var third = await gateway.Client.Upload(SampleImages.Png);
        (third.StatusCode, (await third.Json()).At("error").Text("code")).ShouldBe((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"));
        third.Headers.RetryAfter.ShouldNotBeNull();
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        (await other.Upload(SampleImages.Png)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_gateway_that_takes_no_images_says_so()
    {
        await using var gateway = await GatewayHost.Start();
        using var answer = await gateway.Client.Upload(SampleImages.Png);
        (answer.StatusCode, (await answer.Json()).At("error").Text("code")).ShouldBe((HttpStatusCode.NotFound, "not_found"));
        using var nobody = gateway.NewClient(null);
        (await nobody.Upload(SampleImages.Png)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static StringContent Raw(string type, string body)
    {
        var content = new StringContent(body, Encoding.ASCII);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private Task<GatewayHost> Start(string engine = Engines.Sqlite, (string Key, string? Value)[]? settings = null, string? upstreams = null) => GatewayHost.Start(
        upstreams, settings: [.. UploadCalls.Into(folder.Path), .. settings ?? []], services: services => services.AddSingleton(Quick), engine: engine);
}
