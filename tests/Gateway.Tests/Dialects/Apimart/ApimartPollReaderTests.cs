namespace Gateway.Tests.Dialects.Apimart;

public sealed class ApimartPollReaderTests
{
    [Theory]
    [InlineData("pending", "Queued")]
    [InlineData("queued", "Queued")]
    [InlineData("submitted", "Queued")]
    [InlineData("processing", "InProgress")]
    [InlineData("in_progress", "InProgress")]
    [InlineData("running", "InProgress")]
    [InlineData("Processing", "InProgress")]
    public void A_job_is_running(string word, string status) =>
        Answers.Poll("apimart", 200, $$"""{"code":200,"data":{"id":"a","status":"{{word}}","progress":"12"} }""")
            .ShouldBe($"Running {{ Status = {status}, Progress = 12, Metadata = , UnknownWord =  }}");

    [Theory]
    [InlineData("completed")]
    [InlineData("success")]
    [InlineData("succeeded")]
    public void A_completed_job_gives_all_that_is_known(string word) =>
        Answers.Poll("apimart", 200, $$$$"""
            {"code":200,"data":{"id":"a","status":"{{{{word}}}}","progress":100,"created":1768380224,"completed":1768380514,
             "result":{"videos":[{"url":["https://c.example/v"],"expires_at":1768466914}]}}}
            """).ShouldBe("Completed { Url = https://c.example/v, Format = mp4, CompletedAt = 2026-01-14T08:48:34Z, ExpiresAt = 2026-01-15T08:48:34Z, Metadata =  }");

    [Theory]
    [InlineData("""{"code":200,"data":{"status":"completed","result":{"videos":[{"url":"https://c.example/v"}]}}}""")]
    [InlineData("""{"code":200,"data":{"status":"completed","result":{"videos":{"url":"https://c.example/v"}}}}""")]
    [InlineData("""{"code":200,"data":{"status":"completed","result":{"videos":["https://c.example/v"]}}}""")]
    [InlineData("""{"code":200,"data":[{"status":"completed","result":{"videos":[{"url":[null,"https://c.example/v"]}]}}]}""")]
    public void The_url_may_be_a_list_or_a_string(string body) =>
        Answers.Poll("apimart", 200, body).ShouldStartWith("Completed { Url = https://c.example/v,");

    [Theory]
    [InlineData("""{"code":200,"data":{"status":"completed"}}""")]
    [InlineData("""{"code":200,"data":{"status":"completed","result":{"videos":[]}}}""")]
    [InlineData("""{"code":200,"data":{"status":"completed","result":{"videos":[{"url":[]}],"thumbnail_url":"https://c.example/t.png"}}}""")]
    public void A_completed_answer_without_a_url_is_not_completed(string body) =>
        Answers.Poll("apimart", 200, body).ShouldBe("CompletedWithoutUrl { }");

    [Theory]
    [InlineData("failed", "generation_failed")]
    [InlineData("failure", "generation_failed")]
    [InlineData("error", "generation_failed")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("canceled", "cancelled")]
    public void A_job_failed(string word, string code) =>
        Answers.Poll("apimart", 200, $$"""{"code":200,"data":{"id":"a","status":"{{word}}","error":{"code":500,"message":"m","type":"task_failed"} } }""")
            .ShouldBe($"Failed {{ Code = {code}, Message = m }}");

    [Theory]
    [InlineData(400, """{"error":{"code":400,"message":"Invalid task ID: x","type":"invalid_request_error"}}""", "NotFound { }")]
    [InlineData(200, """{"code":400,"message":"invalid task id"}""", "NotFound { }")]
    [InlineData(400, """{"error":{"code":400,"message":"m"}}""", "NoVerdict { Why = status 400, RetryAfter =  }")]
    [InlineData(200, """{"code":404,"message":"m"}""", "NotFound { }")]
    [InlineData(200, """{"code":401,"message":"m"}""", "KeyRefused { }")]
    [InlineData(200, """{"code":500,"data":{"id":"a"}}""", "NoVerdict { Why = status 500, RetryAfter =  }")]
    [InlineData(200, """{"code":200,"data":{"id":"a"}}""", "Running { Status = InProgress, Progress = , Metadata = , UnknownWord =  }")]
    public void What_is_not_the_jobs_status_is_not_its_end(int status, string body, string outcome) =>
        Answers.Poll("apimart", status, body).ShouldBe(outcome);
}
