using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary><c>HEAD</c> is a GET whose body stays away.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task It_is_answered_wherever_a_get_is_with_the_same_headers_and_no_body()
    {
        await using var gateway = await GatewayHost.Start();
        foreach (var path in (string[])["/v1/models", "/v1/models/viduq3-pro", "/v1/usage", "/v1/models/none", "/healthz/live", "/openapi/v1.json", "/docs/index.html", "/nothing"])
        {
            using var get = await gateway.Client.GetAsync(path);
            using var head = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            head.StatusCode.ShouldBe(get.StatusCode, path);
            Headers(head).ShouldBe(Headers(get), path);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_got_it_is_not_possible_either()
    {
        await using var gateway = await GatewayHost.Start();
        using var head = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/videos/generations/video_1/cancel"));
        ((int)head.StatusCode, string.Join(',', head.Content.Headers.Allow)).ShouldBe((405, "POST"));
        using var delete = await gateway.Client.DeleteAsync("/v1/models");
        ((int)delete.StatusCode, string.Join(',', delete.Content.Headers.Allow)).ShouldBe((405, "GET,HEAD"));
        gateway.Log.Lines.ShouldContain(line => line.Contains("HEAD /v1/videos/generations/video_1/cancel 405", StringComparison.Ordinal));
    }

    /// <summary>
    /// All but those that differ with each answer (the request's id, and the length of a body that names it or its method),
    /// and how a body is framed.
    /// </summary>
    private static IEnumerable<string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers)
            .Where(header => !header.Key.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase) && header.Key is not ("Date" or "Transfer-Encoding") && (response.IsSuccessStatusCode || header.Key != "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order(StringComparer.Ordinal);
}
