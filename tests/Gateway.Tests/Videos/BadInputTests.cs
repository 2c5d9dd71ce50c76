using System.Net;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>Whatever comes in: a clear error in the one shape, never a 500, and nothing reaches an upstream.</summary>
public sealed class BadInputTests : IClassFixture<BadInputTests.Host>
{
    private const string Path = "/v1/videos/generations";
    private const string Telling = "{}[]\",:\\019eE-.tfn";
    private readonly Host host;

    public BadInputTests(Host host) => this.host = host;

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "invalid_json" },
        { " ", "invalid_json" },
        { "null", "invalid_json" },
        { "[]", "invalid_json" },
        { "\"x\"", "invalid_json" },
        { "{", "invalid_json" },
        { "{} {}", "invalid_json" },
        { """{"model":"viduq3-pro","model":"viduq3-pro","prompt":"x"}""", "invalid_json" },
        { """{"model":"viduq3-pro","prompt":"x","metadata":{"a":1,"a":2}}""", "invalid_json" },
        { """{"model":"viduq3-pro","prompt":"\ud800"}""", "invalid_json" },
        { """{"model":"viduq3-pro","prompt":"x","duration":1e999}""", "invalid_request" },
        { """{"model":"viduq3-pro","prompt":"x","seed":123456789012345678901234567890}""", "invalid_request" },
        { """{"model":"viduq3-pro","prompt":"x","duration":5.5}""", "invalid_request" },
        { "{}", "invalid_request" },
        { """{"model":5}""", "invalid_request" },
        { """{"model":"viduq3-pro","prompt":"x","callback_url":"https://example.com"}""", "invalid_request" },
        { """{"model":"viduq3-pro","prompt":"x","durations":5}""", "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_refused_with_a_clear_error(string body, string code)
    {
        using var response = await host.Gateway.Create(body);
        await ShouldBe(response, 400, code);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused() =>
        await ShouldBe(
            await host.Gateway.Create($$"""{"model":"viduq3-pro","prompt":"x","metadata":{{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}}"""),
            400,
            "invalid_json");

    [Fact]
    public async Task Invalid_UTF_8_is_refused() =>
        await ShouldBe(await Send([.. """{"model":"viduq3-pro","prompt":"""u8, (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)'}']), 400, "invalid_json");

    [Fact]
    public async Task A_body_of_a_mebibyte_is_read_and_one_byte_more_is_not()
    {
        var start = """{"model":"viduq3-pro","prompt":"x"}""";
        var whole = Encoding.UTF8.GetBytes(start + new string(' ', (1024 * 1024) - start.Length));
        using var taken = await Send(whole);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBe(await Send([.. whole, (byte)' ']), 413, "payload_too_large");
        await ShouldBe(await Send([.. whole, (byte)' '], chunked: true), 413, "payload_too_large");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Only_JSON_in_UTF_8_is_taken(string? type) =>
        await ShouldBe(await Send(Encoding.UTF8.GetBytes(SeedExamples.Text), type), 415, "unsupported_media_type");

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        using var request = Request(Encoding.UTF8.GetBytes(SeedExamples.Text), "application/json");
        request.Content!.Headers.ContentEncoding.Add("gzip");
        await ShouldBe(await host.Gateway.Client.SendAsync(request), 415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("text/html, */*;q=0.1", 200)]
    [InlineData("application/*", 200)]
    public async Task A_client_that_cannot_take_JSON_is_told_so(string accept, int status)
    {
        using var request = Request(Encoding.UTF8.GetBytes(SeedExamples.Text), "application/json");
        request.Headers.Accept.Clear();
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await host.Gateway.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("DELETE", Path, 405, "method_not_allowed")]
    [InlineData("PUT", "/v1/models", 405, "method_not_allowed")]
    [InlineData("GET", "/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/", 404, "not_found")]
    [InlineData("GET", "/v1/videos/generations/%F0%9F%98%80", 404, "task_not_found")]
    [InlineData("GET", "/v1/videos/generations/' OR 1=1 --", 404, "task_not_found")]
    public async Task Wrong_methods_and_paths_have_the_same_shape(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await ShouldBe(await host.Gateway.Client.SendAsync(request), status, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    public async Task An_idempotency_key_has_to_be_visible_ASCII(string key) =>
        await ShouldBe(await host.Gateway.Create(SeedExamples.Text, ("Idempotency-Key", key)), 400, "invalid_request");

    [Fact]
    public async Task An_idempotency_key_has_at_most_255_characters()
    {
        await ShouldBe(await host.Gateway.Create(SeedExamples.Text, ("Idempotency-Key", new string('k', 256))), 400, "invalid_request");
        (await host.Gateway.Create(SeedExamples.Text, ("Idempotency-Key", new string('k', 255)))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("")]
    public async Task A_request_id_that_could_break_a_log_line_is_replaced(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        using var response = await host.Gateway.Client.SendAsync(request);
        response.Headers.GetValues("X-Request-Id").Single().ShouldStartWith("req_");
    }

    [Fact]
    public async Task Ten_thousand_mutations_of_good_bodies_never_break_it()
    {
        var random = new Random(20261121);
        var bodies = SeedExamples.All.Values.Select(Encoding.UTF8.GetBytes).ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000).Select(_ => Mutated(bodies[random.Next(bodies.Length)], random)).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (body, _) =>
            {
                using var request = Request(body, "application/json");
                request.RequestUri = new Uri(Path + "/validate", UriKind.Relative);
                using var response = await host.Gateway.Client.SendAsync(request, CancellationToken.None);
                var answer = await response.Json();
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    ((int)response.StatusCode).ShouldBeOneOf(400, 404);
                    answer.Text("error", "code").ShouldBeOneOf("invalid_json", "invalid_request", "model_not_found");
                    answer.Text("error", "message").ShouldNotBeEmpty();
                }
            });
        (await host.Gateway.Client.GetAsync("/healthz/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static byte[] Mutated(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)Telling[random.Next(Telling.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(10), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(20), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static HttpRequestMessage Request(byte[] body, string? type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return request;
    }

    private static async Task ShouldBe(HttpResponseMessage response, int status, string code)
    {
        var error = (await response.Json()).At("error");
        ((int)response.StatusCode, error.Text("code")).ShouldBe((status, code), error.ToString());
        error.EnumerateObject().Select(member => member.Name).ShouldBe(["code", "type", "message", "param", "request_id", "details"]);
        error.Text("message").ShouldNotBeEmpty();
        error.Text("request_id").ShouldBe(response.Headers.GetValues("X-Request-Id").Single());
        response.Dispose();
    }

    private Task<HttpResponseMessage> Send(byte[] body, string? type = "application/json", bool chunked = false)
    {
        var request = Request(body, type);
        request.Headers.TransferEncodingChunked = chunked;
        return host.Gateway.Client.SendAsync(request);
    }

    public sealed class Host : IAsyncLifetime
    {
        private SandboxHost upstreams = null!;

        internal GatewayHost Gateway { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            upstreams = await SandboxHost.Start();
            Gateway = await GatewayHost.Start(upstreams.Url);
        }

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await upstreams.DisposeAsync();
        }
    }
}
