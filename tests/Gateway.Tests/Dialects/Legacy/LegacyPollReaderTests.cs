namespace Gateway.Tests.Dialects.Legacy;

public sealed class LegacyPollReaderTests
{
    [Theory]
    [InlineData("NOT_START", "Queued")]
    [InlineData("SUBMITTED", "Queued")]
    [InlineData("QUEUED", "Queued")]
    [InlineData("queued", "Queued")]
    [InlineData("pending", "Queued")]
    [InlineData("submitted", "Queued")]
    [InlineData("IN_PROGRESS", "InProgress")]
    [InlineData("in_progress", "InProgress")]
    [InlineData("processing", "InProgress")]
    [InlineData("running", "InProgress")]
    public void A_job_is_running(string word, string status)
    {
        string[] forms =
        [
            $$"""{"id":"a","task_id":"a","status":"{{word}}","progress":45,"video_url":null}""",
            $$"""{"code":"success","message":"","data":{"task_id":"a","status":"{{word}}","progress":"45%","fail_reason":"","data":null} }""",
            $$"""{"id":"a","object":"video","status":"{{word}}","progress":45,"metadata":{"url":""} }""",
        ];
        foreach (var form in forms)
        {
            Answers.Poll("legacy", 200, form).ShouldBe($"Running {{ Status = {status}, Progress = 45, Metadata = , UnknownWord =  }}");
        }
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("succeeded")]
    [InlineData("success")]
    [InlineData("completed")]
    public void A_job_is_completed(string word)
    {
        string[] forms =
        [
            $$"""{"id":"a","status":"{{word}}","progress":100,"video_url":"https://c.example/v"}""",
            $$"""{"id":"a","status":"{{word}}","result":{"video_url":"https://c.example/v"} }""",
            $$"""{"id":"a","status":"{{word}}","result":{"outputs":["https://c.example/v"]} }""",
            $$"""{"id":"a","status":"{{word}}","result":{"outputs":[{"url":"https://c.example/v"}]} }""",
            $$"""{"id":"a","status":"{{word}}","url":"https://c.example/v"}""",
            $$"""{"code":"success","data":{"status":"{{word}}","progress":"100%","fail_reason":"","result_url":"https://c.example/v"} }""",
            $$"""{"code":"success","data":{"status":"{{word}}","fail_reason":"https://c.example/v"} }""",
            $$"""{"code":"success","data":{"status":"{{word}}","result_url":"none","data":{"creations":[{"url":"https://c.example/v"}]} } }""",
            $$"""{"code":"success","data":{"status":"{{word}}","data":{"data":{"video_url":"https://c.example/v"} } } }""",
            $$"""{"code":"success","data":{"error":null,"format":"mp4","metadata":null,"status":"{{word}}","task_id":"a","url":"https://c.example/v"} }""",
            $$"""{"id":"a","object":"video","status":"{{word}}","metadata":{"url":"https://c.example/v"} }""",
        ];
        foreach (var form in forms)
        {
            Answers.Poll("legacy", 200, form)
                .ShouldBe("Completed { Url = https://c.example/v, Format = mp4, CompletedAt = , ExpiresAt = , Metadata =  }", customMessage: form);
        }
    }

    [Fact]
    public void Times_and_format_are_read_where_given()
    {
        Answers.Poll("legacy", 200, """{"status":"completed","url":"https://c.example/v","format":"webm","completed_at":1764347090922,"expires_at":1764433490}""")
            .ShouldBe("Completed { Url = https://c.example/v, Format = webm, CompletedAt = 2025-11-28T16:24:50Z, ExpiresAt = 2025-11-29T16:24:50Z, Metadata =  }");
        Answers.Poll("legacy", 200, """{"code":"success","data":{"status":"SUCCESS","result_url":"https://c.example/v","finish_time":1764347090}}""")
            .ShouldContain("CompletedAt = 2025-11-28T16:24:50Z,");
    }

    [Theory]
    [InlineData("""{"id":"a","status":"completed"}""")]
    [InlineData("""{"id":"a","status":"completed","url":"/v1/videos/a/content","metadata":{},"result":[],"data":"none"}""")]
    [InlineData("""{"code":"success","data":{"status":"SUCCESS","fail_reason":"done","result_url":""}}""")]
    public void A_completed_answer_without_a_url_is_not_completed(string body) =>
        Answers.Poll("legacy", 200, body).ShouldBe("CompletedWithoutUrl { }");

    [Theory]
    [InlineData("FAILURE", "generation_failed")]
    [InlineData("FAILED", "generation_failed")]
    [InlineData("failed", "generation_failed")]
    [InlineData("error", "generation_failed")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("CANCELED", "cancelled")]
    public void A_job_failed(string word, string code)
    {
        string[] forms =
        [
            $$"""{"id":"a","status":"{{word}}","error":{"code":1,"message":"m"} }""",
            $$"""{"task_id":"a","status":"{{word}}","error":"m","video_url":"https://c.example/v"}""",
            $$"""{"code":"success","data":{"status":"{{word}}","fail_reason":"m","result_url":"https://c.example/v"} }""",
            $$"""{"code":"success","data":{"status":"{{word}}","fail_reason":"","result_url":"m"} }""",
            $$"""{"code":"success","data":{"status":"{{word}}","fail_reason":"https://c.example/v","result_url":" m "} }""",
        ];
        foreach (var form in forms)
        {
            Answers.Poll("legacy", 200, form).ShouldBe($"Failed {{ Code = {code}, Message = m }}", customMessage: form);
        }
    }

    [Fact]
    public void The_outer_status_goes_before_that_of_raw_data() =>
        Answers.Poll("legacy", 200, """{"id":"a","status":"completed","url":"https://c.example/v","data":{"id":"raw","status":"processing"}}""")
            .ShouldStartWith("Completed");

    [Fact]
    public void The_makers_code_in_the_reason_is_content_policy() =>
        Answers.Poll("legacy", 200, """{"code":"success","data":{"status":"FAILURE","fail_reason":"TaskPromptPolicyViolation"}}""")
            .ShouldBe("Failed { Code = content_policy_violation, Message = TaskPromptPolicyViolation }");

    [Theory]
    [InlineData(400, """{"code":"task_not_exist","message":"m","data":null}""", "NotFound { }")]
    [InlineData(400, """{"error":{"code":"","message":"task_not_exist","type":"t"}}""", "NotFound { }")]
    [InlineData(400, """{"code":"other","message":"m"}""", "NoVerdict { Why = status 400, RetryAfter =  }")]
    [InlineData(500, """{"code":"task_not_exist"}""", "NoVerdict { Why = status 500, RetryAfter =  }")]
    [InlineData(200, """{"code":"task_not_exist","message":"m","data":null}""", "NotFound { }")]
    [InlineData(200, """{"code":"fail_to_fetch_task","message":"m","data":null}""", "NoVerdict { Why = success with code fail_to_fetch_task, RetryAfter =  }")]
    [InlineData(200, """{"code":"success","message":"","data":null}""", "NoVerdict { Why = success with code success, RetryAfter =  }")]
    [InlineData(200, """{"id":"a"}""", "Running { Status = InProgress, Progress = , Metadata = , UnknownWord =  }")]
    public void What_is_not_the_jobs_status_is_not_its_end(int status, string body, string outcome) =>
        Answers.Poll("legacy", status, body).ShouldBe(outcome);
}
