using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Gateway.Dialects;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Gateway.Upstreams;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Upstreams;

/// <summary>A gateway that stood still after it had committed an attempt sends nothing any more: others may have given it up.</summary>
public sealed class LateSendTests
{
    [Fact]
    public async Task An_attempt_whose_time_is_over_is_closed_as_not_sent_and_its_price_is_given_back()
    {
        using var upstream = RawUpstream.Working(body => RawUpstream.Answer(200, body));
        await using var gateway = await GatewayHost.Start(
            upstream.Url, settings: [Operator.Setting], services: services => services.AddSingleton(new SendWindow(TimeSpan.Zero)));
        using var response = await gateway.Create(SeedExamples.Text);
        ((int)response.StatusCode).ShouldBe(503);
        upstream.Creates.ShouldBe(0);
        using var admin = new Operator(gateway);
        var task = (await admin.Get("/tasks")).GetProperty("data")[0];
        (task.Text("internal", "state"), task.Text("internal", "money")).ShouldBe(("failed", "refunded"));
        var attempts = (await admin.Get($"/tasks/{task.Text("id")}")).GetProperty("attempts").EnumerateArray().ToList();
        attempts.ShouldNotBeEmpty();
        attempts.ShouldAllBe(attempt => attempt.Text("outcome") == "unavailable" && attempt.Text("detail").StartsWith("nothing was sent: the gateway was held up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_held_up_by_the_way_to_the_upstream_is_not_begun_either()
    {
        using var server = RawUpstream.Working(body => RawUpstream.Answer(200, body));
        var begun = Stopwatch.StartNew();
        using var network = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var sender = new UpstreamSender(TimeProvider.System, network);
        var options = new UpstreamOptions(
            "toapis", "toapis", Enabled: true, new Uri(server.Url), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), IdempotentResend: false,
            [new PoolKeyOptions("one", "secret", Weight: 1, MaxInFlight: 0, RequestsPerMinute: 0, Enabled: true)]);
        var upstream = new Upstream(options, Registrations.Dialects.First(dialect => dialect.Name == "toapis"), new Breaker(TimeProvider.System));
        var request = new UpstreamRequest("POST", "/v1/videos/generations", Encoding.UTF8.GetBytes("{}"));
        (await sender.Submit(upstream, options.Keys[0], request, () => begun.ElapsedMilliseconds < 100)).ShouldBeOfType<SendResult.TooLate>();
        server.Creates.ShouldBe(0);
        (await sender.Submit(upstream, options.Keys[0], request, () => true)).ShouldBeOfType<SendResult.Answered>();
        server.Creates.ShouldBe(1);
    }
}
