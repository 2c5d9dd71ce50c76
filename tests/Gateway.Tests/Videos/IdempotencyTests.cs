using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>The same request sent again is the same task.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task Two_hundred_parallel_calls_with_one_key_make_one_task_and_one_job(string engine)
    {
        await Start(engine);
        upstreams.State.Script("toapis", "slow:0.3");
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var response = await gateway.Create(SeedExamples.Text, ("Idempotency-Key", "one"));
            return (response.StatusCode, Id: (await response.Json()).Text("id"), Replayed: response.Headers.Contains("Idempotent-Replayed"));
        }));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Select(answer => answer.Id).Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.Replayed).ShouldBe(1);
        upstreams.State.Jobs.Count.ShouldBe(1);
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "prompt":"A cat", "duration": 5.0, "model" : "viduq3-pro", "metadata":{"b":[1.0,2],"a":"ü"} }""")]
    [InlineData("""{"model":"viduq3-pro","prompt":"\u0041 cat","duration":5,"metadata":{"a":"\u00fc","b":[1,2e0],"c":null},"seed":null,"image_urls":[]}""")]
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","duration":0.5E+1,"metadata":{"a":"ü","b":[10e-1,0.02e2]}}""")]
    public async Task Bodies_are_compared_by_meaning_not_spelling(string same)
    {
        await Start(Engines.Sqlite);
        var id = await gateway.Created("""{"model":"viduq3-pro","prompt":"A cat","duration":5,"metadata":{"a":"ü","b":[1,2]}}""", ("Idempotency-Key", "k"));
        using var response = await gateway.Create(same, ("Idempotency-Key", "k"));
        (await response.Json()).Text("id").ShouldBe(id);
        response.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Theory]
    [InlineData("""{"model":"viduq3-pro","prompt":"A dog"}""")]
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","metadata":{"n":"1"}}""")]
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","metadata":{"n":2}}""")]
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","metadata":{"n":1.0000000000000000000000000000000001}}""")]
    // What is spelled out is another body than what is left out, whatever today's defaults are.
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","duration":5,"metadata":{"n":1}}""")]
    // A body that no task could be made of is another body too.
    [InlineData("""{"model":"viduq3-pro","prompt":"A cat","metadata":{"n":1},"colour":"red"}""")]
    [InlineData("""{"model":"no-such-model"}""")]
    public async Task Another_body_under_the_same_key_is_a_conflict(string other)
    {
        await Start(Engines.Sqlite);
        await gateway.Created("""{"model":"viduq3-pro","prompt":"A cat","metadata":{"n":1}}""", ("Idempotency-Key", "k"));
        using var response = await gateway.Create(other, ("Idempotency-Key", "k"));
        ((int)response.StatusCode, (await response.Json()).Text("error", "code")).ShouldBe((409, "idempotency_conflict"));
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_repeat_is_answered_though_the_request_would_be_refused_today(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        string id;
        await using (var before = await GatewayHost.Start(upstreams.Url, database))
        {
            id = await before.Created(SeedExamples.Text, ("Idempotency-Key", "k"));
        }

        foreach (var today in (IEnumerable<(string, string?)[]>)
        [
            [("Models:viduq3-pro:Parameters:duration:Max", "7")],
            [("Models:viduq3-pro:Parameters:seed:Default", "7")],
            [("Upstreams:toapis:Enabled", "false"), ("Upstreams:apimart:Enabled", "false"), ("Upstreams:legacy:Enabled", "false")],
            [("Clients:0:Models:0", "viduq3-turbo"), ("Clients:0:RequestsPerMinute", "1")],
        ])
        {
            await using var after = await GatewayHost.Start(upstreams.Url, database, today);
            for (var i = 0; i < 2; i++)
            {
                using var response = await after.Create(SeedExamples.Text, ("Idempotency-Key", "k"), ("X-Gateway-Upstream", "none"));
                ((int)response.StatusCode, (await response.Json()).Text("id")).ShouldBe((200, id));
                response.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
            }
        }

        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_repeat_of_what_an_earlier_version_took_is_the_same_task(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var upgraded = await GatewayHost.Start(upstreams.Url, database);
        var id = await upgraded.Created(SeedExamples.Text, ("Idempotency-Key", "k"));
        database.Execute("UPDATE idempotency_keys SET fingerprint = '24984afb3c7f334e8f423590d15ac0b9fc1395350f8dd41a1ea92d75b0d0667b'");
        using var response = await upgraded.Create(SeedExamples.Text, ("Idempotency-Key", "k"));
        (await response.Json()).Text("id").ShouldBe(id);
        response.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await upgraded.Create(SeedExamples.WithFault("none"), ("Idempotency-Key", "k"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_refused_request_does_not_use_its_key_up(string engine)
    {
        await Start(engine);
        (await gateway.Create("""{"model":"viduq3-pro"}""", ("Idempotency-Key", "k"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await gateway.Created(SeedExamples.Text, ("Idempotency-Key", "k"));
    }

    [Theory, EachEngine]
    public async Task A_rejection_by_the_upstream_is_replayed_as_it_was(string engine)
    {
        await Start(engine);
        upstreams.State.Script("toapis", "reject");
        using var first = await gateway.Create(SeedExamples.Text, ("Idempotency-Key", "k"));
        using var second = await gateway.Create(SeedExamples.Text, ("Idempotency-Key", "k"));
        first.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        second.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_key_counts_for_its_client_only(string engine)
    {
        await Start(engine);
        await gateway.Created(SeedExamples.Text, ("Idempotency-Key", "k"));
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        using var response = await other.Create(SeedExamples.Text, ("Idempotency-Key", "k"));
        response.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        upstreams.State.Jobs.Count.ShouldBe(2);
    }

    private async Task Start(string engine) => gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
}
