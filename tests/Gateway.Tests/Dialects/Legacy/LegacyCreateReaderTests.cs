namespace Gateway.Tests.Dialects.Legacy;

public sealed class LegacyCreateReaderTests
{
    [Theory]
    [InlineData("""{"id":"task_x","task_id":"task_x","object":"video.generation.job","model":"viduq3p-540p","status":"queued","progress":0,"created_at":1774507626}""", "task_x")] // S003
    [InlineData("""{"id":"a","task_id":"b"}""", "b", "a")]
    [InlineData("""{"id":7,"metadata":{"a":1}}""", "7")]
    [InlineData("""{"code":"success","message":"","data":{"task_id":"a"}}""", "a")]
    [InlineData("""{"code":"SUCCESS","data":[{"id":"a"}]}""", "a")]
    [InlineData("""{"code":0,"id":"a"}""", "a")]
    public void A_job_is_accepted(string body, string id, string alias = "") =>
        Answers.Create("legacy", 200, body).ShouldBe($"Accepted {{ UpstreamTaskId = {id}, Metadata = , AliasId = {alias} }}");

    [Theory]
    [InlineData("""{"code":"invalid_request","message":"m","data":null}""", "Rejected { ContentPolicy = False, Message = m }")]
    [InlineData("""{"code":"rate_limit_exceeded","message":"m","data":{"task_id":"a"}}""", "Unavailable { Cause = RateLimited, RetryAfter = , Message = m }")]
    [InlineData("""{"code":"fail_to_fetch_task","message":"m","data":null}""", "Ambiguous { Why = success without a readable id, code fail_to_fetch_task, Message = m }")]
    [InlineData("""{"code":"success","data":null}""", "Ambiguous { Why = success without a readable id, code success, Message =  }")]
    public void A_code_that_is_not_success_is_an_error(string body, string outcome) =>
        Answers.Create("legacy", 200, body).ShouldBe(outcome);

    [Theory]
    [InlineData("")]
    [InlineData("""{"error":{"code":"rate_limit_unavailable","message":"m"}}""")]
    public void A_503_leaves_the_job_in_doubt(string body) => Answers.Create("legacy", 503, body).ShouldStartWith("Ambiguous");

    [Fact]
    public void A_422_of_another_code_is_not_content_policy() =>
        Answers.Create("legacy", 422, """{"error":{"code":"x","message":"m"}}""").ShouldBe("Rejected { ContentPolicy = False, Message = m }");

    [Fact]
    public void A_500_leaves_the_job_in_doubt_whatever_it_says() =>
        Answers.Create("legacy", 500, """{"code":"build_request_failed","message":"build_request_failed: m"}""").ShouldStartWith("Ambiguous");
}
