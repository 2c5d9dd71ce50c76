using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;
using Gateway.Tests.Support;

namespace Gateway.Tests.Outbound;

/// <summary>Only to public addresses, whatever a stranger's name or number leads to.</summary>
public sealed class OutboundGuardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    public async Task What_is_not_public_is_refused_by_number_and_behind_a_name(string address)
    {
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();
        (await Dialled(OpenNetworks.None, address)).ShouldBeNull();
        (await Dialled(OpenNetworks.None, "name.example", address)).ShouldBeNull();
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("100.63.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.0.1.1")]
    [InlineData("198.17.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public async Task What_is_public_is_connected_to(string address) =>
        (await Dialled(OpenNetworks.None, "name.example", address)).ShouldBe([IPAddress.Parse(address)]);

    [Theory]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("①②⑦.0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("user:password@127.0.0.1")]
    public async Task Any_spelling_of_an_address_is_refused_when_it_is_connected_to(string host)
    {
        using var trap = new Trap();
        using var client = new HttpClient(OutboundGuard.Of(OpenNetworks.None, httpOnlyInside: false).Handler(Patience, TimeSpan.Zero));
        var problem = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://{host}:{trap.Port}/"));
        (problem.InnerException is AddressRefusedException or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData })
            .ShouldBeTrue(problem.ToString());
        trap.Pending.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_several_addresses_of_a_name_only_the_public_ones_are_connected_to() =>
        (await Dialled(OpenNetworks.None, "name.example", "10.0.0.1", "8.8.8.8", "::1")).ShouldBe([IPAddress.Parse("8.8.8.8")]);

    [Fact]
    public async Task A_name_that_leads_elsewhere_the_next_time_is_checked_again()
    {
        using var trap = new Trap();
        var lookups = 0;
        var guard = new OutboundGuard(
            new OpenNetworks([IPNetwork.Parse("127.0.0.2/32")]),
            httpOnlyInside: true,
            (_, _) => Task.FromResult(new[] { IPAddress.Parse(lookups++ == 0 ? "127.0.0.2" : "127.0.0.1") }),
            async (addresses, _, cancel) =>
            {
                addresses.ShouldBe([IPAddress.Parse("127.0.0.2")]);
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, trap.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            });
        using var client = new HttpClient(guard.Handler(Patience, TimeSpan.Zero));
        var first = client.GetAsync("http://rebinding.example/");
        await trap.Answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("http://rebinding.example/"))).InnerException.ShouldBeOfType<AddressRefusedException>();
        lookups.ShouldBe(2);
        trap.Pending.ShouldBeFalse();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var trap = new Trap();
        using var inside = new Trap();
        using var client = new HttpClient(OutboundGuard.Of(new OpenNetworks([IPNetwork.Parse("127.0.0.0/8")]), httpOnlyInside: true).Handler(Patience, TimeSpan.Zero));
        var answer = client.GetAsync($"http://127.0.0.1:{trap.Port}/");
        await trap.Answer($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inside.Port}/\r\nContent-Length: 0\r\n\r\n");
        (await answer).StatusCode.ShouldBe(HttpStatusCode.Found);
        inside.Pending.ShouldBeFalse();
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "127.0.0.1", false)]
    [InlineData("fd00::/8", "fd00::7", true)]
    public async Task An_opened_network_and_nothing_else_may_be_reached_unencrypted(string network, string address, bool may) =>
        (await Dialled(new OpenNetworks([IPNetwork.Parse(network)]), isEncrypted: false, "name.example", address) is not null).ShouldBe(may);

    private static Task<IPAddress[]?> Dialled(OpenNetworks networks, string host, params string[] addresses) => Dialled(networks, true, host, addresses);

    /// <returns>What was connected to; null when it was refused.</returns>
    private static async Task<IPAddress[]?> Dialled(OpenNetworks networks, bool isEncrypted, string host, params string[] addresses)
    {
        IPAddress[]? dialled = null;
        var guard = new OutboundGuard(
            networks,
            httpOnlyInside: true,
            (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()),
            (chosen, _, _) => Task.FromResult(Noted(dialled = chosen)));
        try
        {
            await guard.Connect(host, 443, isEncrypted, TestContext.Current.CancellationToken);
        }
        catch (AddressRefusedException)
        {
            dialled.ShouldBeNull();
        }

        return dialled;

        static Stream Noted(IPAddress[] _) => Stream.Null;
    }
}
