using System.Text;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class ReceiverTests(SandboxServer server)
{
    [Fact]
    public async Task A_callback_is_taken_kept_and_shown_to_whoever_has_a_key()
    {
        (await server.Send(HttpMethod.Post, "receiver", null, new StringContent("{\"type\":\"video.completed\"}", Encoding.UTF8, "application/json"))).Status.ShouldBe(204);
        (await server.Send(HttpMethod.Post, "receiver?status=503", null, new StringContent("again"))).Status.ShouldBe(503);

        (await server.Send(HttpMethod.Get, "receiver", null)).Status.ShouldBe(401);
        var shown = (await server.Send(HttpMethod.Get, "receiver", SandboxServer.Key)).Json.EnumerateArray().TakeLast(2).ToList();
        shown.Select(message => message.GetProperty("answer").GetInt32()).ShouldBe([204, 503]);
        shown[0].GetProperty("body").GetString().ShouldBe("{\"type\":\"video.completed\"}");
    }
}
