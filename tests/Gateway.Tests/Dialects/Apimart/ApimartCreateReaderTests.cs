namespace Gateway.Tests.Dialects.Apimart;

public sealed class ApimartCreateReaderTests
{
    [Theory]
    [InlineData("""{"code":200,"data":[{"status":"submitted","task_id":"task_1"}]}""", "task_1")] // S004
    [InlineData("""{"code":"200","data":{"id":"task_1","status":"pending","task_info":{"can_cancel":true}}}""", "task_1")]
    [InlineData("""{"data":[{},{"task_id":7}]}""", "7")]
    [InlineData("""{"id":"req_1","code":200,"data":[{"task_id":"task_1"}]}""", "task_1")]
    public void A_job_is_accepted(string body, string id) =>
        Answers.Create("apimart", 200, body).ShouldBe($"Accepted {{ UpstreamTaskId = {id}, Metadata = , AliasId =  }}");

    [Theory]
    [InlineData("""{"code":402,"message":"m"}""", "Unavailable { Cause = BalanceShort, RetryAfter = , Message = m }")]
    [InlineData("""{"code":429,"data":[{"task_id":"a"}],"message":"m"}""", "Unavailable { Cause = RateLimited, RetryAfter = , Message = m }")]
    [InlineData("""{"code":400,"error":{"message":"m"}}""", "Rejected { ContentPolicy = False, Message = m }")]
    [InlineData("""{"code":500,"message":"m"}""", "Ambiguous { Why = status 500, code 500, Message = m }")]
    [InlineData("""{"code":503,"message":"m"}""", "Ambiguous { Why = status 503, code 503, Message = m }")]
    [InlineData("""{"code":201,"data":[{"task_id":"a"}]}""", "Ambiguous { Why = a refusal that names the job a, code 201, Message =  }")]
    [InlineData("""{"code":500,"message":"build_request_failed: m"}""", "Rejected { ContentPolicy = False, Message = build_request_failed: m }")]
    public void A_success_of_another_code_is_an_error_of_that_code(string body, string outcome) =>
        Answers.Create("apimart", 200, body).ShouldBe(outcome);

    [Theory]
    [InlineData(500, "build_request_failed: bad ratio", "Rejected { ContentPolicy = False, Message = build_request_failed: bad ratio }")]
    [InlineData(500, "it was build_request_failed", "Ambiguous { Why = status 500, code 500, Message = it was build_request_failed }")]
    [InlineData(502, "build_request_failed: bad ratio", "Ambiguous { Why = status 502, code 500, Message = build_request_failed: bad ratio }")]
    public void A_request_that_could_not_be_built_is_rejected(int status, string message, string outcome) =>
        Answers.Create("apimart", status, $$$"""{"request_id":"r","error":{"code":500,"message":"{{{message}}}","type":"server_error"}}""").ShouldBe(outcome);

    [Theory]
    [InlineData("")]
    [InlineData("""{"error":{"code":"rate_limit_unavailable","message":"m"}}""")]
    public void A_503_leaves_the_job_in_doubt(string body) => Answers.Create("apimart", 503, body).ShouldStartWith("Ambiguous");

    [Fact]
    public void A_422_of_another_code_is_not_content_policy() =>
        Answers.Create("apimart", 422, """{"error":{"code":422,"message":"m"}}""").ShouldBe("Rejected { ContentPolicy = False, Message = m }");
}
