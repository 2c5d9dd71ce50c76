using System.Net;
using Gateway.Dialects;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Uploads;

/// <summary>Images that are handed to an upstream's own upload call.</summary>
public sealed class UpstreamUploadTests
{
    [Theory]
    [InlineData("toapis", false)]
    [InlineData("apimart", true)]
    public async Task An_image_goes_to_the_upstream_and_its_URL_comes_back(string upstream, bool saysHowLong)
    {
        await using var sandbox = await SandboxHost.Start();
        await using var gateway = await Start(sandbox.Url, upstream);
        var image = await gateway.Uploaded(SampleImages.Jpeg);
        image.Text("url").ShouldStartWith($"{sandbox.Url}/media/images/");
        image.TryGetProperty("expires_at", out var end).ShouldBe(saysHowLong);
        if (saysHowLong)
        {
            end.GetInt64().ShouldBe(image.At("created_at").GetInt64() + (72 * 3600));
        }

        using var nobody = new HttpClient();
        (await nobody.GetByteArrayAsync(image.Text("url"))).ShouldBe(SampleImages.Jpeg);
        (sandbox.State.Requests[upstream].Uploads, sandbox.State.Jobs.Count).ShouldBe((1, 0));
        await gateway.Created($$"""{"model":"viduq3-pro","prompt":"it moves","image_urls":["{{image.Text("url")}}"]}""", ("X-Gateway-Upstream", "toapis"));
        gateway.Database.Ask("SELECT COUNT(*) FROM uploads").ShouldBe("0");
    }

    [Fact]
    public async Task A_key_that_is_refused_is_followed_by_the_next_and_still_serves_videos()
    {
        await using var sandbox = await SandboxHost.Start();
        await using var gateway = await Start(sandbox.Url, "toapis", [
            ("Upstreams:toapis:Keys:0:Secret", "pool-secret-nobody-knows"), ("Upstreams:toapis:Keys:1:Id", "two"), ("Upstreams:toapis:Keys:1:Secret", SandboxHost.Keys[1])]);
        await gateway.Uploaded(SampleImages.Png);
        await gateway.Uploaded(SampleImages.Png);
        sandbox.State.Requests["toapis"].Uploads.ShouldBe(4);
        gateway.Log.Lines.ShouldContain(line => line.Contains("was not taken by toapis with the pool key one: it answers 401", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, """{"success":false,"message":"Unsupported file type at https://toapis.example/x sk-1234567890"}""", 502, "upstream_rejected")]
    [InlineData(200, """{"success":false,"message":"no"}""", 502, "upstream_rejected")]
    [InlineData(200, """{"success":true,"data":{"url":"javascript:alert(1)"}}""", 503, "upstream_unavailable")]
    [InlineData(200, "<html>", 503, "upstream_unavailable")]
    [InlineData(302, "", 503, "upstream_unavailable")]
    [InlineData(500, "", 503, "upstream_unavailable")]
    [InlineData(429, """{"error":{"message":"slow down"}}""", 503, "upstream_unavailable")]
    public async Task What_the_upstream_answers_instead_is_told_safely(int status, string body, int expected, string code)
    {
        await using var upstream = await FileUpstream.Start(_ => Task.CompletedTask);
        upstream.Upload = async http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "7";
            http.Response.Headers.Location = "/elsewhere";
            await http.Response.WriteAsync(body);
        };
        await using var gateway = await Start(upstream.Url, "toapis");
        using var answer = await gateway.Client.Upload(SampleImages.Png);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(expected, text);
        text.ShouldContain(code);
        text.ShouldNotContain("https://");
        text.ShouldNotContain("sk-1234567890");
        if (status == 429)
        {
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task An_upstream_that_is_gone_is_an_answer_and_no_error_of_ours()
    {
        var upstream = await FileUpstream.Start(_ => Task.CompletedTask);
        await using var gateway = await Start(upstream.Url, "toapis");
        await upstream.DisposeAsync();
        (await gateway.Client.Upload(SampleImages.Png)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":{\"url\":[[[]]]}}")]
    [InlineData("{\"success\":\"false\"}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_strange_answer_is_no_success(string body)
    {
        foreach (var dialect in Registrations.Dialects.OfType<IUploadDialect>())
        {
            dialect.ReadUpload(new UpstreamAnswer(200, System.Text.Encoding.UTF8.GetBytes(body))).ShouldNotBeOfType<UploadOutcome.Uploaded>();
        }
    }

    private static Task<GatewayHost> Start(string upstreams, string via, (string Key, string? Value)[]? settings = null) =>
        GatewayHost.Start(upstreams, settings: [("Uploads:Enabled", "true"), ("Uploads:Via", via), ("Uploads:MaxBytes", "1048576"), .. settings ?? []]);
}
