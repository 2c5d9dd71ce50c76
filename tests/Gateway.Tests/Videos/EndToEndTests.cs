using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>From the client's request to a video that plays, through every upstream.</summary>
public sealed class EndToEndTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public static TheoryData<string, string> Examples => new(from engine in Engines.All from example in SeedExamples.All.Keys select (engine, example));

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_completes_through_every_route_that_can_carry_it(string engine, string example)
    {
        await Start(engine);
        var body = SeedExamples.All[example];
        var dryRun = await (await gateway.Post("/v1/videos/generations/validate", body)).Json();
        var eligible = dryRun.At("routes").EnumerateArray()
            .Where(route => route.At("eligible").GetBoolean()).Select(route => route.Text("upstream")).ToList();
        eligible.ShouldNotBeEmpty();

        await Task.WhenAll(eligible.Select(async upstream =>
        {
            var id = await gateway.Created(body, ("X-Gateway-Upstream", upstream));
            var task = await gateway.Finish(id);
            task.Text("status").ShouldBe("completed", task.ToString());
            task.At("progress").GetInt32().ShouldBe(100);
            task.At("completed_at").GetInt64().ShouldBeGreaterThan(1_700_000_000);
            await ShouldPlay(task.Text("result", "data", 0, "url"));

            var job = upstreams.State.Jobs.Single(job => job.Upstream == upstream);
            job.Key.ShouldBe(SandboxHost.Keys[0]);
        }));
    }

    [Theory, EachEngine]
    public async Task The_first_route_that_can_carry_the_whole_request_serves(string engine)
    {
        await Start(engine);
        (await Serving(SeedExamples.Text)).ShouldBe("toapis");
        (await Serving(SeedExamples.All["s003-references"])).ShouldBe("legacy");
        (await Serving("""{"model":"viduq3-mix","prompt":"x","image_urls":["https://a.example/1.png"]}""")).ShouldBe("apimart");
    }

    private async Task Start(string engine) => gateway = await GatewayHost.Start(upstreams.Url, engine: engine);

    private async Task<string> Serving(string body)
    {
        using var response = await gateway.Create(body);
        return response.Headers.GetValues("X-Gateway-Upstream").Single();
    }

    private async Task ShouldPlay(string url)
    {
        using var response = await gateway.Client.GetAsync(new Uri(url));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        bytes.AsSpan(4, 4).SequenceEqual("ftyp"u8).ShouldBeTrue();
        bytes.AsSpan().IndexOf("moov"u8).ShouldBePositive();
    }
}
