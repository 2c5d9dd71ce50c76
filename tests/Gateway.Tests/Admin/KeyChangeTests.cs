using System.IO.Pipelines;
using System.Net;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>What a key's change means for requests on their way and tasks that are there.</summary>
public sealed class KeyChangeTests() : OperatorTests(runsFor: TimeSpan.FromMinutes(10))
{
    [Theory, EachEngine]
    public async Task What_counts_is_the_key_as_it_is_when_its_request_has_come_in_whole(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        using var client = Gateway.NewClient(made.Text("key"));
        foreach (var (change, status) in ((Func<Task>, HttpStatusCode)[])
        [
            (() => Admin.Done("PATCH", $"/keys/{made.Text("id")}", """{"budget":{"amount":1,"period":"total"}}"""), HttpStatusCode.PaymentRequired),
            (() => Admin.Done("PATCH", $"/keys/{made.Text("id")}", """{"models":["veo3.1-fast"]}"""), HttpStatusCode.Forbidden),
            (() => Admin.Done("DELETE", $"/keys/{made.Text("id")}"), HttpStatusCode.Unauthorized),
        ])
        {
            var body = new Pipe();
            using var content = new StreamContent(body.Reader.AsStream());
            content.Headers.ContentType = new("application/json");
            var create = client.PostAsync(ClientCalls.Videos, content);
            await body.Writer.WriteAsync("{"u8.ToArray());
            await Task.Delay(200);
            await change();
            await body.Writer.WriteAsync(Encoding.UTF8.GetBytes(SeedExamples.Text[1..]));
            await body.Writer.CompleteAsync();
            (await create).StatusCode.ShouldBe(status);
        }

        Upstreams.State.Jobs.ShouldBeEmpty();
    }

    [Theory, EachEngine]
    public async Task A_changed_amount_leaves_the_budgets_period(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", """{"name":"n","team":"t","budget":{"amount":50,"period":"total"}}""");
        var changed = await Admin.Done("PATCH", $"/keys/{made.Text("id")}", """{"budget":{"amount":3}}""");
        changed.At("budget").ToString().ShouldBe("""{"amount":3,"period":"total"}""");
    }

    [Theory, EachEngine]
    public async Task Limits_lowered_below_what_is_used_leave_nothing_and_hide_nothing(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        using var client = Gateway.NewClient(made.Text("key"));
        await client.Create(SeedExamples.Text);
        await client.Create(SeedExamples.Text);
        await Admin.Done("PATCH", $"/keys/{made.Text("id")}", """{"max_concurrent_tasks":1,"budget":{"amount":5,"period":"total"}}""");
        var usage = await (await client.GetAsync("/v1/usage")).Json();
        (usage.Text("concurrent_tasks", "limit"), usage.Text("concurrent_tasks", "used")).ShouldBe(("1", "2"));
        (usage.Text("budget", "reserved"), usage.Text("budget", "remaining")).ShouldBe(("32", "0"));
    }

    [Theory, EachEngine]
    public async Task A_replay_shows_a_key_nothing_of_a_team_that_it_has_left(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        using var client = Gateway.NewClient(made.Text("key"));
        (await client.Create(SeedExamples.Text, ("Idempotency-Key", "k"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Admin.Done("PATCH", $"/keys/{made.Text("id")}", """{"team":"another"}""");
        (await client.Create(SeedExamples.Text, ("Idempotency-Key", "k"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
