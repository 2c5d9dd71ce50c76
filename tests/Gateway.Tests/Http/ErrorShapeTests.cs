using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Http;

/// <summary>An error is one whole JSON answer, whatever went wrong and when.</summary>
public sealed class ErrorShapeTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, folder.File("gateway.db"));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_answer_that_breaks_off_while_it_is_written_is_a_clean_internal_error()
    {
        var id = await gateway.Created(SeedExamples.Text);
        SqliteFile.Execute(folder.File("gateway.db"), "UPDATE tasks SET client_metadata = '{broken'");
        using var response = await gateway.Client.GetAsync($"/v1/videos/generations/{id}");
        ((int)response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((500, "internal_error"));
    }

    [Fact]
    public async Task What_an_error_quotes_is_cut_between_characters()
    {
        var text = new string('x', 99) + "😀😀";
        using var model = await gateway.Create($$"""{"model":"{{text}}","prompt":"x"}""");
        (await model.Json()).Text("error", "message").ShouldNotContain("\ufffd");
        using var path = await gateway.Client.GetAsync("/" + text[1..]);
        (await path.Json()).Text("error", "message").ShouldNotContain("\ufffd");
    }

    [Fact]
    public async Task A_client_that_goes_away_amid_its_body_is_no_error_of_the_gateway()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", new Uri(gateway.Url).Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/videos/generations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GatewayHost.Key}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
            await Task.Delay(100);
            socket.LingerState = new LingerOption(true, 0);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (!gateway.Log.Lines.Any(line => line.Contains("POST /v1/videos/generations", StringComparison.Ordinal)))
        {
            await Task.Delay(20, limit.Token);
        }

        gateway.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
