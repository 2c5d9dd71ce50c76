using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Upstreams;

/// <summary>Answers that HTTP allows, or that break it: no paid job is lost for them, and none is made twice.</summary>
public sealed class StrangeAnswerTests
{
    private const string Pinned = "toapis";

    public static TheoryData<string> Unclear => ["corrupt gzip", "too long", "dripping", "headers only", "redirect", "reset in the body", "no HTTP"];

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        using var upstream = RawUpstream.Working(body => RawUpstream.Answer(200, Gzip(body), "Content-Encoding: gzip"));
        await using var gateway = await GatewayHost.Start(upstream.Url);
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", Pinned)), seconds: 5);
        task.Text("status").ShouldBe("completed");
        upstream.Creates.ShouldBe(1);
    }

    [Fact]
    public async Task An_interim_answer_is_not_the_answer()
    {
        using var upstream = RawUpstream.Working(body => [.. "HTTP/1.1 100 Continue\r\n\r\n"u8, .. RawUpstream.Answer(200, body)]);
        await using var gateway = await GatewayHost.Start(upstream.Url);
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", Pinned)), seconds: 5);
        task.Text("status").ShouldBe("completed");
    }

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task An_answer_that_cannot_be_read_leaves_one_task_in_doubt(string kind)
    {
        using var upstream = new RawUpstream((_, stream) => Lie(kind, stream));
        await using var gateway = await GatewayHost.Start(
            upstream.Url, settings: [("Upstreams:toapis:SubmitTimeout", "00:00:01"), ("Submission:UnknownAfter", "00:00:00.500")]);
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text), seconds: 5);
        task.Text("error", "code").ShouldBe("upstream_outcome_unknown");
        upstream.Creates.ShouldBe(1);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task An_invalid_Retry_After_does_not_stand_in_the_way_of_the_next_route(string value)
    {
        using var upstream = new RawUpstream(async (line, stream) => await stream.WriteAsync(
            line.Contains("/toapis/", StringComparison.Ordinal)
                ? RawUpstream.Answer(429, "{}", $"Retry-After: {value}")
                : RawUpstream.Answer(200, """{"code":200,"data":[{"status":"submitted","task_id":"job-1"}]}""")));
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Create("""{"model":"viduq3-pro","prompt":"x"}""");
        response.Headers.GetValues("X-Gateway-Upstream").ShouldBe(["apimart"]);
        ((int)response.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_poll_that_is_told_to_come_back_in_years_still_ends_at_the_maximum_age()
    {
        using var upstream = new RawUpstream(async (line, stream) => await stream.WriteAsync(
            line.StartsWith("POST", StringComparison.Ordinal)
                ? RawUpstream.Answer(200, RawUpstream.Accepted)
                : RawUpstream.Answer(429, "{}", "Retry-After: 2000000000")));
        await using var gateway = await GatewayHost.Start(upstream.Url, settings: [("Polling:MaxAge", "00:00:01")]);
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text), seconds: 5);
        task.Text("error", "code").ShouldBe("timeout");
    }

    [Fact]
    public async Task A_long_message_is_cut_between_characters()
    {
        var body = $$$"""{"error":{"code":"content_policy_violation","message":"{{{new string('x', 999)}}}😀😀"}}""";
        using var upstream = new RawUpstream(async (_, stream) => await stream.WriteAsync(RawUpstream.Answer(422, body)));
        await using var gateway = await GatewayHost.Start(upstream.Url);
        using var response = await gateway.Create(SeedExamples.Text);
        ((int)response.StatusCode).ShouldBe(422);
        (await response.Json()).Text("error", "message").ShouldBe(new string('x', 999) + "…");
    }

    [Fact]
    public async Task What_an_upstream_says_cannot_begin_a_line_of_the_log()
    {
        const string Forged = @"x\n2026-11-21 WRN Forged";
        using var upstream = new RawUpstream(async (line, stream) => await stream.WriteAsync(
            line.StartsWith("POST", StringComparison.Ordinal) ? RawUpstream.Answer(200, RawUpstream.Accepted)
            : RawUpstream.Answer(200, $$$"""{"id":"job-1","status":"{{{Forged}}}"}""")));
        await using var gateway = await GatewayHost.Start(upstream.Url);
        await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("Forged", StringComparison.Ordinal)));
        gateway.Log.Lines.ShouldAllBe(line => !line.Contains('\n') || !line.Contains("Forged"));
    }

    private static async Task Lie(string kind, NetworkStream stream)
    {
        switch (kind)
        {
            case "corrupt gzip":
                await stream.WriteAsync(RawUpstream.Answer(200, RawUpstream.Accepted, "Content-Encoding: gzip"));
                break;
            case "too long":
                await stream.WriteAsync(RawUpstream.Answer(200, $$"""{"padding":"{{new string(' ', 3_000_000)}}","id":"job-1","status":"queued"}"""));
                break;
            case "dripping":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"u8.ToArray());
                for (var i = 0; i < 30; i++)
                {
                    await stream.WriteAsync(" "u8.ToArray());
                    await Task.Delay(100);
                }

                break;
            case "headers only":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"u8.ToArray());
                break;
            case "redirect":
                await stream.WriteAsync(RawUpstream.Answer(307, "", "Location: /elsewhere"));
                break;
            case "reset in the body":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray());
                stream.Socket.LingerState = new LingerOption(true, 0);
                break;
            default:
                await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
                break;
        }
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
