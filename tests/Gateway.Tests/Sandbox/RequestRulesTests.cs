using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class RequestRulesTests(SandboxServer server)
{
    [Theory]
    [InlineData("toapis", null, "error.code", "'unauthorized'")]
    [InlineData("toapis", "wrong", "error.type", "'authentication_error'")]
    [InlineData("legacy", "wrong", "error.type", "'new_api_error'")]
    [InlineData("apimart", null, "error.code", "401")]
    public async Task The_key_is_checked_before_anything_else(string upstream, string? key, string path, string value)
    {
        var before = server.State.Requests[upstream];
        var answer = await server.Create(upstream, "no json", key);

        answer.Status.ShouldBe(401);
        answer.At(path).ShouldBe(value);
        (await server.Poll(upstream, "task_none", key)).Status.ShouldBe(401);
        var after = server.State.Requests[upstream];
        (after.Creates - before.Creates, after.Polls - before.Polls, after.Unauthorized - before.Unauthorized).ShouldBe((1, 1, 2));
    }

    [Theory]
    [InlineData("toapis")]
    [InlineData("legacy")]
    [InlineData("apimart")]
    public async Task Only_json_by_name_is_taken(string upstream)
    {
        var content = new StringContent(SandboxServer.Good(upstream));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        (await Send(upstream, content)).Status.ShouldBe(415);

        content = new StringContent(SandboxServer.Good(upstream));
        content.Headers.ContentType = null;
        (await Send(upstream, content)).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{'model':'viduq3-pro','prompt':'a','prompt':'b'}")]
    [InlineData("{'model':'viduq3-pro','prompt':'a','metadata':{'a':1,'a':2}}")]
    [InlineData("{'model':'viduq3-pro','prompt':'\\ud800'}")]
    [InlineData("{'model':'viduq3-pro','prompt':'a','metadata':{'\\udc00':1}}")]
    [InlineData("{'model':'viduq3-pro','prompt':'a'} {}")]
    [InlineData("{'model':'viduq3-pro','prompt':'a',}")]
    public async Task What_is_not_one_json_object_is_refused(string body)
    {
        foreach (var upstream in new[] { "toapis", "legacy", "apimart" })
        {
            (await server.Create(upstream, body)).Status.ShouldBe(400);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"model\":\"viduq3-pro\",\"prompt\":\""), 0xC3, 0x28, .. "\"}"u8];
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await Send("toapis", content)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(8 * 1024 * 1024, 400)]
    [InlineData((8 * 1024 * 1024) + 1, 413)]
    public async Task A_body_has_at_most_eight_mebibytes(int length, int status)
    {
        var body = "{\"x\":\"" + new string('a', length - 8) + "\"}";

        (await server.Create("toapis", body)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_limit_holds_for_a_body_that_does_not_say_its_length()
    {
        var content = new ByteArrayContent(new byte[(8 * 1024 * 1024) + 1]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var chunked = new ChunkedContent(content);

        (await Send("legacy", chunked)).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("GET", "toapis/v1/tasks/x", "error.code", "'not_found'")]
    [InlineData("GET", "toapis", "error.code", "'not_found'")]
    [InlineData("DELETE", "toapis/v1/videos/generations/x", "error.type", "'not_found_error'")]
    [InlineData("POST", "legacy/v1/videos/generations", "error.type", "'new_api_error'")]
    [InlineData("GET", "apimart/v1/videos/generations/x", "error.code", "404")]
    public async Task An_unknown_path_is_not_found_in_the_upstreams_own_shape(string method, string path, string field, string value)
    {
        var answer = await server.Send(new HttpMethod(method), path, SandboxServer.Key);

        answer.Status.ShouldBe(404);
        answer.At(field).ShouldBe(value);
    }

    private Task<SandboxAnswer> Send(string upstream, HttpContent content) =>
        server.Send(HttpMethod.Post, upstream + SandboxServer.CreatePath(upstream), SandboxServer.Key, content);

    private sealed class ChunkedContent : HttpContent
    {
        private readonly HttpContent inner;

        public ChunkedContent(HttpContent inner)
        {
            this.inner = inner;
            Headers.ContentType = inner.Headers.ContentType;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => inner.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
