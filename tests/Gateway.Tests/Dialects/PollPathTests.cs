namespace Gateway.Tests.Dialects;

public sealed class PollPathTests
{
    [Theory]
    [InlineData("toapis", "/v1/videos/generations/")]
    [InlineData("legacy", "/v1/video/generations/")]
    [InlineData("apimart", "/v1/tasks/")]
    public void The_upstream_task_id_is_one_segment_of_the_path(string dialect, string path)
    {
        var request = Answers.Dialect(dialect).Poll("../a b?c=1#ü");
        request.ShouldBe(new("GET", path + "..%2Fa%20b%3Fc%3D1%23%C3%BC"));
    }
}
