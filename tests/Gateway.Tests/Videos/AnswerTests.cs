using System.Net;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>Headers, keys and shapes of the client API.</summary>
public sealed partial class AnswerTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromMinutes(10));
        gateway = await GatewayHost.Start(upstreams.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
    }

    [Fact]
    public async Task A_create_answers_the_canonical_task_with_its_headers()
    {
        using var response = await gateway.Create(
            """{"model":"viduq3-pro","prompt":"x","metadata":{"project":"blue","n":null}}""", ("X-Request-Id", "my-id-1"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var task = await response.Json();
        TaskId().IsMatch(task.Text("id")).ShouldBeTrue();
        task.Text("object").ShouldBe("generation.task");
        task.Text("model").ShouldBe("viduq3-pro");
        task.Text("status").ShouldBe("queued");
        task.At("progress").GetInt32().ShouldBe(0);
        task.Text("metadata").ShouldBe("""{"project":"blue"}""");
        task.EnumerateObject().Select(member => member.Name).ShouldBe(["id", "object", "model", "status", "progress", "created_at", "metadata", "usage"]);
        task.Text("usage").ShouldBe("""{"credits":7.5,"state":"reserved"}""");
        response.Headers.Location!.ToString().ShouldBe($"/v1/videos/generations/{task.Text("id")}");
        response.Headers.GetValues("X-Gateway-Upstream").ShouldBe(["toapis"]);
        response.Headers.GetValues("X-Request-Id").ShouldBe(["my-id-1"]);
        response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task The_upstreams_id_and_host_are_never_shown()
    {
        var id = await gateway.Created(SeedExamples.Text);
        var shown = (await gateway.Get(id)).ToString();
        shown.ShouldNotContain(upstreams.State.Jobs.Single().Id);
        shown.ShouldNotContain("127.0.0.1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sk-unknown")]
    [InlineData("sk-test-fil")]
    [InlineData("sk-test-film-and-more")]
    public async Task Every_key_that_is_not_valid_is_answered_the_same(string? key)
    {
        using var client = gateway.NewClient(null);
        if (key is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        foreach (var path in (string[])["/v1/models", "/v1/models/x", "/v1/videos/generations/video_1"])
        {
            using var response = await client.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await response.Json()).Text("error", "code").ShouldBe("unauthorized");
        }
    }

    [Fact]
    public async Task Another_teams_task_does_not_exist()
    {
        var id = await gateway.Created(SeedExamples.Text);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        using var response = await other.GetAsync($"/v1/videos/generations/{id}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var missing = await other.GetAsync("/v1/videos/generations/video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ");
        (await response.Json()).Text("error", "code").ShouldBe("task_not_found");
        (await missing.Json()).Text("error", "message").ShouldBe((await response.Json()).Text("error", "message"));
    }

    [Fact]
    public async Task A_key_for_some_models_sees_and_uses_only_those()
    {
        using var narrow = gateway.NewClient(GatewayHost.NarrowKey);
        var list = await (await narrow.GetAsync("/v1/models")).Json();
        list.At("data").EnumerateArray().Select(row => row.Text("id")).ShouldBe(["veo3.1-fast"]);
        (await narrow.GetAsync("/v1/models/viduq3-pro")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var response = await narrow.Create(SeedExamples.Text);
        ((int)response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((403, "model_not_allowed"));
        upstreams.State.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Models_are_listed_with_their_capabilities()
    {
        var list = await (await gateway.Client.GetAsync("/v1/models")).Json();
        list.Text("object").ShouldBe("list");
        list.At("data").EnumerateArray().Select(row => row.Text("id")).ShouldBe(
            ["viduq3-pro", "viduq3-turbo", "viduq3", "viduq3-mix", "veo3.1-fast", "veo3.1-quality"], ignoreOrder: true);
        var one = await (await gateway.Client.GetAsync("/v1/models/veo3.1-fast")).Json();
        (one.Text("id"), one.Text("object")).ShouldBe(("veo3.1-fast", "model"));
        one.Text("owned_by").ShouldNotBeEmpty();
        one.At("capabilities").EnumerateObject().ShouldNotBeEmpty();
        using var none = await gateway.Client.GetAsync("/v1/models/sora-9");
        ((int)none.StatusCode, (await none.Json()).Text("error", "code")).ShouldBe((404, "model_not_found"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("legacy ")]
    public async Task A_pinned_upstream_that_does_not_serve_the_model_is_refused(string upstream)
    {
        using var response = await gateway.Create(SeedExamples.All["s002-veo"], ("X-Gateway-Upstream", upstream));
        var error = (await response.Json()).At("error");
        ((int)response.StatusCode, error.Text("code"), error.Text("param")).ShouldBe((400, "invalid_request", "X-Gateway-Upstream"));
        error.Text("details", 0, "allowed").ShouldBe("""["toapis"]""");
    }

    [Fact]
    public async Task A_pinned_upstream_that_cannot_carry_the_request_is_refused_with_its_limit()
    {
        using var response = await gateway.Create(
            """{"model":"viduq3-pro","prompt":"x","aspect_ratio":"21:9"}""", ("X-Gateway-Upstream", "apimart"));
        var error = (await response.Json()).At("error");
        ((int)response.StatusCode, error.Text("param")).ShouldBe((400, "aspect_ratio"));
    }

    [Fact]
    public async Task A_dry_run_creates_nothing_and_shows_exactly_what_would_be_sent()
    {
        using var response = await gateway.Post("/v1/videos/generations/validate", SeedExamples.All["s003-text"]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.Json();
        answer.Text("mode").ShouldBe("text-to-video");
        answer.At("price", "credits").GetDecimal().ShouldBePositive();
        answer.Text("parameters", "resolution").ShouldBe("720p");
        var legacy = answer.At("routes").EnumerateArray().Single(route => route.Text("upstream") == "legacy");
        legacy.Text("request", "method").ShouldBe("POST");
        legacy.Text("request", "path").ShouldBe("/v1/video/generations");
        legacy.Text("request", "body").ShouldBe(
            """{"model":"viduq3p-720p","prompt":" camera, and, slow camera push-in. ","aspect_ratio":"16:9","duration":5,"extra_body":{"audio":false,"seed":42,"bgm":false}}""");
        var apimart = answer.At("routes").EnumerateArray().Single(route => route.Text("upstream") == "apimart");
        apimart.At("eligible").GetBoolean().ShouldBeFalse();
        apimart.At("reasons").EnumerateArray().ShouldNotBeEmpty();
        upstreams.State.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_example_of_the_contract_costs_16_credits()
    {
        var answer = await (await gateway.Post("/v1/videos/generations/validate", SeedExamples.Text)).Json();
        answer.At("price", "credits").GetDecimal().ShouldBe(16.0m);
    }

    [GeneratedRegex("^video_[0-9A-HJKMNP-TV-Z]{26}$")]
    private static partial Regex TaskId();
}
