namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class ShapeTests(SandboxServer server)
{
    private const string Url = "*.mp4";

    [Theory]
    [InlineData("toapis", "shape_object_video", "object", "'video'")]
    [InlineData("toapis", "shape_empty_status", "status", "''")]
    [InlineData("toapis", "shape_pending", "status", "'pending'")]
    [InlineData("toapis", "shape_envelope", "data.0.status", "'submitted'")]
    [InlineData("toapis", "shape_numbers_as_strings", "progress", "'0'")]
    [InlineData("legacy", "shape_wrapped", "object", "'video.generation.job'")]
    [InlineData("legacy", "shape_openai", "object", "'video'")]
    [InlineData("apimart", "shape_data_object", "data.status", "'submitted'")]
    public async Task A_create_answer_can_have_an_odd_shape(string upstream, string fault, string path, string value)
    {
        server.State.Script(upstream, fault);

        (await server.Create(upstream, SandboxServer.Good(upstream))).At(path).ShouldBe(value);
    }

    [Theory]
    [InlineData("toapis", "shape_envelope", "data.progress", "50")]
    [InlineData("toapis", "shape_numbers_as_strings", "progress", "'50'")]
    [InlineData("legacy", "shape_wrapped", "data.progress", "'50%'")]
    [InlineData("legacy", "shape_wrapped", "data.status", "'IN_PROGRESS'")]
    [InlineData("legacy", "shape_openai", "progress", "50")]
    [InlineData("apimart", "shape_numbers_as_strings", "data.progress", "'50'")]
    public async Task A_running_job_can_have_an_odd_shape(string upstream, string fault, string path, string value)
    {
        var id = await server.Start(upstream, fault);
        server.LetItRun();

        (await server.Poll(upstream, id)).At(path).ShouldBe(value);
    }

    [Theory]
    [InlineData("toapis", "shape_envelope", "data.result.data.0.url", Url)]
    [InlineData("toapis", "shape_result_url", "result.url", Url)]
    [InlineData("toapis", "shape_object_video", "object", "'video'")]
    [InlineData("legacy", "shape_wrapped", "data.result_url", Url)]
    [InlineData("legacy", "shape_wrapped", "code", "'success'")]
    [InlineData("legacy", "shape_wrapped", "data.fail_reason", "''")]
    [InlineData("legacy", "shape_openai", "metadata.url", Url)]
    [InlineData("legacy", "shape_url_in_fail_reason", "data.fail_reason", Url)]
    [InlineData("legacy", "shape_url_in_fail_reason", "data.result_url", null)]
    [InlineData("legacy", "shape_url_in_fail_reason", "data.status", "'SUCCESS'")]
    [InlineData("legacy", "fail+shape_wrapped", "data.fail_reason", "'The model could not produce a video.'")]
    [InlineData("legacy", "fail+shape_openai", "error.code", "'generation_failed'")]
    [InlineData("legacy", "fail+shape_error_in_result_url", "data.status", "'FAILURE'")]
    [InlineData("legacy", "fail+shape_error_in_result_url", "data.result_url", "'The model could not produce a video.'")]
    [InlineData("apimart", "shape_url_string", "data.result.videos.0.url", Url)]
    public async Task An_ended_job_can_have_an_odd_shape(string upstream, string fault, string path, string? value)
    {
        var id = await server.Start(upstream, fault);
        server.LetItEnd();

        var found = (await server.Poll(upstream, id)).At(path);

        if (value == Url)
        {
            found!.ShouldEndWith($"/{id}.mp4'");
        }
        else
        {
            found.ShouldBe(value);
        }
    }

    [Fact]
    public async Task The_id_beside_a_task_id_cannot_be_polled()
    {
        server.State.Script("toapis", "shape_task_id");
        var created = await server.Create("toapis", SandboxServer.Good("toapis"));
        var (id, taskId) = (created.At("id")!.Trim('\''), created.At("task_id")!.Trim('\''));

        id.ShouldNotBe(taskId);
        (await server.Poll("toapis", id)).Status.ShouldBe(404);
        (await server.Poll("toapis", taskId)).At("task_id").ShouldBe($"'{taskId}'");
    }
}
