namespace Gateway.Tests.Dialects.Toapis;

public sealed class ToapisCreateReaderTests
{
    [Theory]
    [InlineData("""{"id":"video_1","object":"generation.task","model":"viduq3-pro","status":"queued","progress":0,"created_at":1768380224,"metadata":{}}""", "video_1", "")] // S000
    [InlineData("""{"id":"video_1","status":"queued","metadata":{"aspect_ratio":"16:9"}}""", "video_1", """{"aspect_ratio":"16:9"}""")] // S002
    [InlineData("""{"id":"tsk_vid_1","task_id":"task_2","object":"video","status":""}""", "task_2", "", "tsk_vid_1")]
    [InlineData("""{"id":"tsk_vid_1","task_id":"","status":"pending"}""", "tsk_vid_1", "")]
    [InlineData("""{"id":12345678901234567890,"status":"queued"}""", "12345678901234567890", "")]
    [InlineData("""{"id":"video_1","error":null,"metadata":[1]}""", "video_1", "")]
    [InlineData("""{"code":200,"data":[{"status":"submitted","task_id":"task_1"}]}""", "task_1", "")]
    [InlineData("""{"code":"200","data":{"task_id":"task_1","metadata":{"a":1}}}""", "task_1", """{"a":1}""")]
    public void A_job_is_accepted(string body, string id, string metadata, string alias = "") =>
        Answers.Create("toapis", 200, body).ShouldBe($"Accepted {{ UpstreamTaskId = {id}, Metadata = {metadata}, AliasId = {alias} }}");

    [Fact]
    public void Any_success_status_will_do() => Answers.Create("toapis", 202, """{"id":"video_1"}""").ShouldStartWith("Accepted");

    [Fact]
    public void Metadata_of_unbearable_size_is_left_out()
    {
        Answers.Create("toapis", 200, Body(16 * 1024 - 8)).ShouldContain("xxx");
        Answers.Create("toapis", 200, Body(16 * 1024 - 7)).ShouldBe("Accepted { UpstreamTaskId = a, Metadata = , AliasId =  }");

        static string Body(int length) => $$$"""{"id":"a","metadata":{"m":"{{{new string('x', length)}}}"}}""";
    }

    [Theory]
    [InlineData("""{"success":false,"id":"a","error":{"code":"insufficient_quota"}}""", "Unavailable { Cause = BalanceShort, RetryAfter = , Message =  }")]
    [InlineData("""{"success":false,"code":422,"message":"m"}""", "Rejected { ContentPolicy = True, Message = m }")]
    [InlineData("""{"success":false,"message":"m","id":"a"}""", "Ambiguous { Why = a refusal that names the job a, Message = m }")]
    [InlineData("""{"success":false,"message":"m"}""", "Rejected { ContentPolicy = False, Message = m }")]
    [InlineData("""{"success":"false","error":"m"}""", "Rejected { ContentPolicy = False, Message = m }")]
    [InlineData("""{"success":0,"error":{"message":"AuditSubmitIllegal"}}""", "Rejected { ContentPolicy = True, Message = AuditSubmitIllegal }")]
    [InlineData("""{"success":false,"message":"Insufficient balance"}""", "Unavailable { Cause = BalanceShort, RetryAfter = , Message = Insufficient balance }")]
    [InlineData("""{"success":false,"message":"You have used up your credits"}""", "Unavailable { Cause = BalanceShort, RetryAfter = , Message = You have used up your credits }")]
    [InlineData("""{"success":false,"message":"white balance is not supported"}""", "Rejected { ContentPolicy = False, Message = white balance is not supported }")]
    [InlineData("""{"success":false,"code":"new_word","message":"m"}""", "Ambiguous { Why = success without a readable id, code new_word, Message = m }")]
    [InlineData("""{"code":400,"message":"m","data":{"task_id":"a"}}""", "Rejected { ContentPolicy = False, Message = m }")]
    [InlineData("""{"success":false,"error":{"code":"rate_limit_unavailable","message":"m"}}""", "Unavailable { Cause = RefusedBeforeStart, RetryAfter = , Message = m }")]
    public void A_success_that_is_a_refusal_goes_by_its_code(string body, string outcome) =>
        Answers.Create("toapis", 200, body).ShouldBe(outcome);

    [Theory]
    [InlineData("""{"error":{"code":422,"message":"m","type":"t"}}""")]
    [InlineData("""{"error":{"code":"other","message":"m"}}""")]
    public void Every_422_is_content_policy(string body) =>
        Answers.Create("toapis", 422, body).ShouldBe("Rejected { ContentPolicy = True, Message = m }");

    [Theory]
    [InlineData("""{"error":{"code":"rate_limit_unavailable","message":"m"}}""", "m")]
    [InlineData("""{"error":{"code":503,"message":"m"}}""", "m")]
    [InlineData("", "")]
    public void A_503_is_refused_before_start(string body, string message) =>
        Answers.Create("toapis", 503, body, 7).ShouldBe($"Unavailable {{ Cause = RefusedBeforeStart, RetryAfter = 00:00:07, Message = {message} }}");

    [Theory]
    [InlineData("""{"id":"a","client_business_id":"video_other"}""")]
    [InlineData("""{"client_business_id":"video_other","data":{"id":"a"}}""")]
    [InlineData("""{"data":[{"id":"a","client_business_id":"video_other"}]}""")]
    [InlineData("""{"id":"request","code":200,"data":[{"id":"a","client_business_id":"video_other"},{"id":"b"}]}""")]
    [InlineData("""{"data":[{"id":"a"},{"id":"b"}]}""")]
    public void A_job_that_is_another_tasks_or_one_of_several_is_not_ours(string body) =>
        Answers.Create("toapis", 200, body).ShouldStartWith("Ambiguous");

    [Fact]
    public void From_a_list_the_job_with_our_business_id_is_taken() =>
        Answers.Create("toapis", 200, $$"""{"data":[{"id":"b"},{"id":"a","client_business_id":"{{Bodies.TaskId}}"}]}""").ShouldStartWith("Accepted { UpstreamTaskId = a,");

    [Fact]
    public void A_503_of_another_code_leaves_the_job_in_doubt() =>
        Answers.Create("toapis", 503, """{"error":{"code":"upstream_gone"}}""").ShouldStartWith("Ambiguous");
}
