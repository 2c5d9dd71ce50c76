using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Content;

/// <summary>What is not a file at its host is not passed off as one, and no link leads into a network that the operator has not opened.</summary>
public sealed class StrangeFileTests
{
    public static TheoryData<string, int> Answers => new()
    {
        { "302", 502 }, { "302 nowhere", 502 }, { "302 ftp", 502 }, { "302 circle", 502 }, { "401", 502 }, { "403", 502 }, { "404", 502 }, { "410", 410 }, { "500", 502 }, { "204", 502 },
        { "page", 502 }, { "json", 502 }, { "gzip", 502 }, { "part", 502 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Only_a_file_is_passed_on(string answer, int status)
    {
        await using var upstream = await FileUpstream.Start(http => Strange(http, answer));
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Content(await gateway.Completed());
        ((int)response.StatusCode).ShouldBe(status);
        var text = await response.Content.ReadAsStringAsync();
        text.AsJson().Text("error", "code").ShouldBe(status == 410 ? "result_expired" : "upstream_unavailable");
        text.ShouldNotContain("strange");
        text.ShouldNotContain("127.0.0.1");
        response.Headers.ETag.ShouldBeNull();
        response.ReasonPhrase.ShouldBe(status == 410 ? "Gone" : "Bad Gateway");
    }

    [Fact]
    public async Task A_redirect_to_the_file_is_followed_inside()
    {
        byte[] video = Some.Bytes(1000);
        await using var upstream = await FileUpstream.Start(http =>
        {
            if (http.Request.Path.Value!.EndsWith("/moved", StringComparison.Ordinal))
            {
                return FileUpstream.Serving(video)(http);
            }

            http.Response.Redirect("moved");
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Content(await gateway.Completed(), ("Range", "bytes=1-2"));
        (response.StatusCode, await response.Content.ReadAsByteArrayAsync()).ShouldSatisfyAllConditions(
            both => both.StatusCode.ShouldBe(HttpStatusCode.PartialContent), both => both.Item2.ShouldBe(video[1..3]));
    }

    [Theory]
    [InlineData("http://127.0.0.2:{port}/files/v.mp4")]
    [InlineData("http://[::ffff:127.0.0.2]:{port}/files/v.mp4")]
    [InlineData("http://0x7f.2:{port}/files/v.mp4")]
    [InlineData("http://2130706434:{port}/files/v.mp4")]
    public async Task A_link_or_redirect_into_a_closed_network_reaches_nobody(string link)
    {
        using var inside = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        inside.Start();
        var closed = link.Replace("{port}", $"{((IPEndPoint)inside.LocalEndpoint).Port}", StringComparison.Ordinal);
        await using var upstream = await FileUpstream.Start(http =>
        {
            http.Response.Redirect(closed);
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayHost.Start(upstream.Url, settings: [("Results:AllowedNetworks:0", "127.0.0.1")]);
        using var redirected = await gateway.Content(await gateway.Completed());
        redirected.StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        upstream.Link = closed;
        using var linked = await gateway.Content(await gateway.Completed());
        linked.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        upstream.Asked.Count.ShouldBe(1);
        inside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_simulated_video_needs_no_open_network()
    {
        await using var gateway = await GatewayHost.Start(settings: [("Sandbox:Enabled", "true"), ("Sandbox:Journal", ""), ("Sandbox:QueuedFor", "00:00:00"), ("Sandbox:RunsFor", "00:00:00"), ("Results:AllowedNetworks:0", "10.99.0.0/16")]);
        using var response = await gateway.Content(await gateway.Completed());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).AsSpan(4, 4).SequenceEqual("ftyp"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task What_breaks_off_at_its_host_breaks_off_at_the_client()
    {
        var begun = new TaskCompletionSource();
        await using var upstream = await FileUpstream.Start(async http =>
        {
            http.Response.ContentLength = 100_000;
            await http.Response.Body.WriteAsync(new byte[50_000]);
            await http.Response.Body.FlushAsync();
            await begun.Task;
            http.Abort();
        });
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Stream(await gateway.Completed());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        begun.SetResult();
        await Should.ThrowAsync<Exception>(() => response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_takes_the_call_to_the_host_with_it()
    {
        var left = new TaskCompletionSource();
        await using var upstream = await FileUpstream.Start(async http =>
        {
            http.Response.ContentLength = long.MaxValue / 2;
            http.RequestAborted.Register(() => left.TrySetResult());
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        });
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using (var response = await gateway.Stream(await gateway.Completed()))
        {
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[100_000]);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_client_that_does_not_read_stops_the_host_too()
    {
        var sent = 0L;
        await using var upstream = await FileUpstream.Start(async http =>
        {
            http.Response.ContentLength = 1L << 40;
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Stream(await gateway.Completed());
        var before = -1L;
        await Eventually.True(async () =>
        {
            before = Interlocked.Read(ref sent);
            await Task.Delay(300);
            return before > 0 && before == Interlocked.Read(ref sent);
        });
        before.ShouldBeLessThan(64 << 20, "buffers of sockets, and nothing of ours that grows");
    }

    [Fact]
    public async Task A_task_without_a_file_says_why()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url);
        var running = await gateway.Created(SeedExamples.WithFault("never_ends"));
        (await (await gateway.Content(running)).Json()).Text("error", "code").ShouldBe("task_not_completed");
        var failed = await gateway.Created(SeedExamples.WithFault("fail"));
        await gateway.Finish(failed);
        using var response = await gateway.Content(failed);
        (response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((HttpStatusCode.Conflict, "task_not_completed"));
    }

    [Fact]
    public async Task After_its_time_it_is_gone_without_its_host_being_asked()
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving([1, 2, 3]));
        upstream.ExpiresAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 10;
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Content(await gateway.Completed());
        (response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((HttpStatusCode.Gone, "result_expired"));
        upstream.Asked.ShouldBeEmpty();
    }

    private static Task Strange(HttpContext http, string answer)
    {
        var response = http.Response;
        response.Headers["X-Strange"] = "strange";
        switch (answer)
        {
            case "302 nowhere":
                response.Redirect("http://127.0.0.1:1/strange");
                return Task.CompletedTask;
            case "302 ftp":
                response.Redirect("ftp://127.0.0.1/strange");
                return Task.CompletedTask;
            case "302 circle":
                response.Redirect(http.Request.Path);
                return Task.CompletedTask;
            case "page":
                return Results.Content("<h1>strange</h1>", "text/html").ExecuteAsync(http);
            case "json":
                return Results.Content("{\"error\":\"strange\"}", "application/json").ExecuteAsync(http);
            case "gzip":
                response.Headers.ContentEncoding = "gzip";
                return FileUpstream.Serving([1, 2, 3])(http);
            case "part":
                response.StatusCode = 206;
                return response.WriteAsync("strange");
            default:
                response.StatusCode = int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture);
                return answer == "204" ? Task.CompletedTask : response.WriteAsync("strange");
        }
    }
}
