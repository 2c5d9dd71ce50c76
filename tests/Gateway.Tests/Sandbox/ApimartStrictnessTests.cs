namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class ApimartStrictnessTests(SandboxServer server)
{
    [Theory]
    [InlineData("{'model':'viduq3-pro','prompt':'a','duration':8,'resolution':'1080p','aspect_ratio':'16:9','audio':false,'seed':1}")]
    [InlineData("{'model':'viduq3-turbo','image_urls':['https://e.com/1','https://e.com/2']}")]
    [InlineData("{'model':'viduq3','prompt':'@anyone','duration':3,'resolution':'540p','aspect_ratio':'1:1','image_urls':['https://e.com/1']}")]
    [InlineData("{'model':'viduq3-mix','prompt':'a','duration':1,'resolution':'720p','image_urls':['https://e.com/1','https://e.com/2','https://e.com/3','https://e.com/4','https://e.com/5','https://e.com/6','https://e.com/7']}")]
    public async Task What_the_documents_allow_is_accepted(string body)
    {
        var answer = await server.Create("apimart", body);

        answer.Status.ShouldBe(200, answer.Text);
    }

    [Theory]
    [InlineData("model", "{'model':'veo3.1-fast','prompt':'a'}")]
    [InlineData("prompt", "{'model':'viduq3-pro'}")]
    [InlineData("prompt", "{'model':'viduq3-mix','image_urls':['https://e.com/1']}")]
    [InlineData("metadata", "{'model':'viduq3-pro','prompt':'a','metadata':{}}")]
    [InlineData("client_business_id", "{'model':'viduq3-pro','prompt':'a','client_business_id':'b'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','prompt':'a','aspect_ratio':'2:1'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','aspect_ratio':'16:9','image_urls':['https://e.com/1']}")]
    [InlineData("image_urls", "{'model':'viduq3-pro','image_urls':['https://e.com/1','https://e.com/2','https://e.com/3']}")]
    [InlineData("image_urls", "{'model':'viduq3','prompt':'a'}")]
    [InlineData("image_urls", "{'model':'viduq3-mix','prompt':'a','image_urls':['https://e.com/1','https://e.com/2','https://e.com/3','https://e.com/4','https://e.com/5','https://e.com/6','https://e.com/7','https://e.com/8']}")]
    [InlineData("audio", "{'model':'viduq3','prompt':'a','audio':true,'image_urls':['https://e.com/1']}")]
    [InlineData("audio", "{'model':'viduq3-mix','prompt':'a','audio':true,'image_urls':['https://e.com/1']}")]
    [InlineData("duration", "{'model':'viduq3','prompt':'a','duration':2,'image_urls':['https://e.com/1']}")]
    [InlineData("duration", "{'model':'viduq3-mix','prompt':'a','duration':17,'image_urls':['https://e.com/1']}")]
    [InlineData("resolution", "{'model':'viduq3-mix','prompt':'a','resolution':'540p','image_urls':['https://e.com/1']}")]
    [InlineData("seed", "{'model':'viduq3-pro','prompt':'a','seed':1.5}")]
    public async Task What_they_do_not_allow_is_refused_by_name(string named, string body)
    {
        var answer = await server.Create("apimart", body);

        answer.Status.ShouldBe(400, answer.Text);
        answer.At("error.code").ShouldBe("400");
        answer.At("error.type").ShouldBe("'invalid_request_error'");
        answer.At("error.message")!.ShouldContain(named);
    }

    [Theory]
    [InlineData("viduq3-pro", 2000, 200)]
    [InlineData("viduq3-turbo", 2001, 400)]
    [InlineData("viduq3-mix", 5000, 200)]
    [InlineData("viduq3-mix", 5001, 400)]
    public async Task The_prompt_limit_depends_on_the_model(string model, int length, int status)
    {
        var images = model == "viduq3-mix" ? ",'image_urls':['https://e.com/1']" : "";

        (await server.Create("apimart", $"{{'model':'{model}','prompt':'{new string('a', length)}'{images}}}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_same_idempotency_key_and_body_give_the_same_job()
    {
        var first = await server.Create("apimart", "{'model':'viduq3-pro','prompt':'a'}", idempotencyKey: "idem-1");
        var jobs = server.State.Jobs.Count;

        var again = await server.Create("apimart", "{ 'prompt':'a', 'model':'viduq3-pro'}", idempotencyKey: "idem-1");

        again.At("data.0.task_id").ShouldBe(first.At("data.0.task_id"));
        server.State.Jobs.Count.ShouldBe(jobs);
        server.State.Jobs[^1].IdempotencyKey.ShouldBe("idem-1");
    }

    [Fact]
    public async Task The_same_idempotency_key_with_another_body_is_a_conflict()
    {
        await server.Create("apimart", "{'model':'viduq3-pro','prompt':'a'}", idempotencyKey: "idem-2");

        (await server.Create("apimart", "{'model':'viduq3-pro','prompt':'b'}", idempotencyKey: "idem-2")).Status.ShouldBe(409);
        (await server.Create("apimart", "{'model':'viduq3-pro','prompt':'b'}", SandboxServer.OtherKey, "idem-2")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_for_the_same_idempotency_key()
    {
        server.State.Script("apimart", "reset_after");
        var body = SandboxServer.Good("apimart");
        await Should.ThrowAsync<HttpRequestException>(() => server.Create("apimart", body, idempotencyKey: "idem-3"));

        var answer = await server.Create("apimart", body, idempotencyKey: "idem-3");

        answer.At("data.0.task_id").ShouldBe($"'{server.State.Jobs[^1].Id}'");
    }
}
