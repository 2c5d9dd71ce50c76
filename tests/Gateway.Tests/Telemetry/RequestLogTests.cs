using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

/// <summary>What the log says of a request: enough to find out why it was refused, and no key.</summary>
public sealed class RequestLogTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, folder.File("gateway.db"), [("Admin:Key", "an-operators-plain-words"), ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace")]);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("sk-Zq3vRr7t1xK9", "Zq3vRr7t1xK9")]
    [InlineData("ADM-operators-key", "operators")]
    [InlineData("adm_sandbox", "adm_sandbox")]
    [InlineData("Bearer%20topsecret", "topsecret")]
    [InlineData("bearer:topsecret", "topsecret")]
    [InlineData("token=Zq3vRr7t1xK9bN5mW2dYhP", "Zq3vRr7t1xK9")]
    [InlineData("3f29c1d04be84c1f9a7d3f29c1d04be8", "3f29c1d0")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", "446655440000")]
    [InlineData("pool-secret-one", "pool-secret-one")]
    [InlineData("an-operators-plain-words", "an-operators-plain-words")]
    [InlineData("before-pool-secret-one-after", "pool-secret-one")]
    [InlineData("sk%252DZq3vRr7t1xK9", "Zq3vRr7t1xK9")]
    public async Task What_looks_like_a_key_is_masked_in_a_path(string segment, string secret)
    {
        using var response = await gateway.Client.GetAsync($"/v1/videos/generations/{segment}?key={segment}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var line = await Line("Information GET /v1/videos/generations/");
        line.ShouldContain("***");
        // Not in any other line either, though all of the framework's are on.
        gateway.Log.Lines.ShouldAllBe(any => !any.Contains(secret));
        gateway.Log.Lines.ShouldContain(any => any.StartsWith("Trace", StringComparison.Ordinal) || any.StartsWith("Debug", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v1/videos/generations/video_01KAHR7JPQ9A0Z6JZ3V8M9W6PZ")]
    [InlineData("/admin/v1/keys/key_01KAHR7JPQ9A0Z6JZ3V8M9W6PZ")]
    [InlineData("/v1/models/kling-v2.1-master-image2video")]
    [InlineData("/admin/v1/teams/marketing-department-2-of-europe")]
    public async Task What_an_operator_looks_for_stays_readable(string path)
    {
        using var response = await gateway.Client.GetAsync(path);
        await Line($"Information GET {path} ");
    }

    [Fact]
    public async Task An_unhandled_exceptions_line_masks_the_path_too()
    {
        await gateway.Created(SeedExamples.Text);
        SqliteFile.Execute(folder.File("gateway.db"), "ALTER TABLE tasks RENAME TO gone");
        using var response = await gateway.Client.GetAsync("/v1/videos/generations/sk-Zq3vRr7t1xK9");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await Line("ended in an unhandled exception")).ShouldNotContain("Zq3vRr7t1xK9");
        (await Line("500 in")).ShouldContain("error=internal_error");
    }

    [Fact]
    public async Task A_refusal_says_its_code()
    {
        using var bad = await gateway.Create("""{"model":"viduq3-pro"}""");
        (await Line(" 400 in")).ShouldContain("error=invalid_request");
        using var stranger = gateway.NewClient("sk-stranger");
        using var refused = await stranger.GetAsync("/v1/models");
        (await Line(" 401 in")).ShouldContain("error=unauthorized");
        using var nothing = await gateway.Client.GetAsync("/nothing");
        (await Line(" 404 in")).ShouldContain("error=not_found");
        using var wrongMethod = await gateway.Client.DeleteAsync("/v1/models");
        (await Line(" 405 in")).ShouldContain("error=method_not_allowed");
        upstreams.State.Script("toapis", "content_policy");
        using var policy = await gateway.Create(SeedExamples.Text);
        (await Line(" 422 in")).ShouldContain("error=content_policy_violation");
        await gateway.Created(SeedExamples.Text);
        (await Line(" 200 in")).ShouldNotMatch("error=[a-z]");
    }

    private async Task<string> Line(string part)
    {
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal)));
        return gateway.Log.Lines.Last(line => line.Contains(part, StringComparison.Ordinal));
    }
}
