using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.Listening;

/// <summary>Who sends slowly, or nothing, holds a connection for as long as the settings say, and no other client waits for that.</summary>
public sealed class SlowClientTests
{
    private const string Create = $"POST {ClientCalls.Videos} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GatewayHost.Key}\r\nContent-Type: application/json\r\n";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly (string, string?)[] Short =
    [
        ("Connections:HeadersWithin", "00:00:01"), ("Connections:BodyWithin", "00:00:01"), ("Connections:IdleFor", "00:00:01"),
    ];

    [Fact]
    public async Task Headers_that_drip_are_not_waited_for()
    {
        await using var gateway = await GatewayHost.Start(settings: Short);
        using var slow = await RawClient.To(gateway.Url);
        var started = Stopwatch.GetTimestamp();
        var drip = slow.Drip(Create + new string('x', 2000), Pause);
        (await slow.ReadToEnd()).ShouldStartWith("HTTP/1.1 408");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await drip;
    }

    [Fact]
    public async Task A_body_that_drips_faster_than_the_least_rate_is_not_waited_for_either()
    {
        await using var gateway = await GatewayHost.Start(settings: Short);
        using var slow = await RawClient.To(gateway.Url);
        await slow.Write(Create + "Content-Length: 1000000\r\n\r\n");
        var drip = slow.Drip(string.Concat(Enumerable.Repeat(" ", 400)), Pause);
        var answer = await slow.ReadToEnd();
        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("\"code\":\"request_timeout\"");
        answer.ShouldContain("Connection: close");
        await drip;
    }

    [Fact]
    public async Task A_body_in_pieces_that_never_ends_is_not_waited_for()
    {
        await using var gateway = await GatewayHost.Start(settings: Short);
        using var slow = await RawClient.To(gateway.Url);
        await slow.Write(Create + "Transfer-Encoding: chunked\r\n\r\n");
        var drip = slow.Drip(string.Concat(Enumerable.Repeat("1\r\n \r\n", 100)), Pause);
        (await slow.ReadToEnd()).ShouldStartWith("HTTP/1.1 408");
        await drip;
    }

    [Fact]
    public async Task Whoever_says_nothing_or_nothing_more_is_closed()
    {
        await using var gateway = await GatewayHost.Start(settings: Short);
        using var silent = await RawClient.To(gateway.Url);
        using var finished = await RawClient.To(gateway.Url);
        await finished.Write("GET /healthz/live HTTP/1.1\r\nHost: x\r\n\r\n");
        (await finished.ReadToEnd()).ShouldStartWith("HTTP/1.1 200");
        (await silent.ReadToEnd()).ShouldNotStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task A_stranger_with_a_slow_body_is_refused_before_it()
    {
        await using var gateway = await GatewayHost.Start(settings: Short);
        using var slow = await RawClient.To(gateway.Url);
        await slow.Write($"POST {ClientCalls.Videos} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
        // The server waits some seconds for the rest before it closes.
        (await slow.ReadToEnd(60)).ShouldStartWith("HTTP/1.1 401");
    }

    [Fact]
    public async Task Many_slow_ones_at_once_leave_the_others_served()
    {
        await using var gateway = await GatewayHost.Start();
        var slow = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => RawClient.To(gateway.Url)));
        await Task.WhenAll(slow.Select(client => client.Write(Create + "Content-Length: 100000\r\n\r\n{")));
        using var answer = await gateway.Client.GetAsync("/v1/models");
        ((int)answer.StatusCode).ShouldBe(200);
        foreach (var client in slow)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task More_connections_than_may_be_are_closed_at_once_and_the_others_served()
    {
        await using var gateway = await GatewayHost.Start(settings: [("Connections:Max", "3")]);
        using var first = await RawClient.To(gateway.Url);
        using var second = await RawClient.To(gateway.Url);
        (await gateway.Client.GetAsync("/v1/models")).EnsureSuccessStatusCode();
        using var fourth = await RawClient.To(gateway.Url);
        await fourth.Write("GET /healthz/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        (await fourth.ReadToEnd()).ShouldBeEmpty();
        await first.Write("GET /healthz/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        (await first.ReadToEnd()).ShouldStartWith("HTTP/1.1 200");
    }

    [Theory]
    [InlineData("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n", 20_000)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n", 40_000)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n%s: 1\r\n\r\n", 40_000)]
    public async Task A_head_that_is_too_long_is_refused(string request, int length)
    {
        await using var gateway = await GatewayHost.Start();
        using var client = await RawClient.To(gateway.Url);
        await client.Write(request.Replace("%s", new string('x', length), StringComparison.Ordinal));
        (await client.ReadToEnd()).ShouldStartWith("HTTP/1.1 4");
    }
}
