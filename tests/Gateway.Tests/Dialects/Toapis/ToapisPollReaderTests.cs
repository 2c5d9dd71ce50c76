namespace Gateway.Tests.Dialects.Toapis;

public sealed class ToapisPollReaderTests
{
    [Theory]
    [InlineData("queued", "Queued")]
    [InlineData("submitted", "Queued")]
    [InlineData("pending", "Queued")]
    [InlineData("", "Queued")]
    [InlineData("QUEUED", "Queued")]
    [InlineData("in_progress", "InProgress")]
    [InlineData("In_Progress", "InProgress")]
    public void A_job_is_running(string word, string status) =>
        Answers.Poll("toapis", 200, $$$"""{"id":"a","status":"{{{word}}}","progress":10,"metadata":{"k":1}}""")
            .ShouldBe($$"""Running { Status = {{status}}, Progress = 10, Metadata = {"k":1}, UnknownWord =  }""");

    [Fact]
    public void A_job_without_a_status_is_queued() =>
        Answers.Poll("toapis", 200, """{"id":"a"}""").ShouldBe("Running { Status = Queued, Progress = , Metadata = , UnknownWord =  }");

    [Fact]
    public void A_word_of_another_dialect_is_unknown() =>
        Answers.Poll("toapis", 200, """{"id":"a","status":"success"}""").ShouldEndWith("UnknownWord = success }");

    [Theory]
    [InlineData("cancelled")]
    [InlineData("canceled")]
    [InlineData("Cancelled")]
    public void A_cancelled_job_has_failed(string word) =>
        Answers.Poll("toapis", 200, $$"""{"id":"a","status":"{{word}}"}""").ShouldBe("Failed { Code = cancelled, Message =  }");

    [Fact]
    public void A_completed_job_gives_all_that_is_known() =>
        Answers.Poll("toapis", 200, """
            {"id":"a","status":"completed","progress":100,"completed_at":1768380514,"expires_at":"1768466914",
             "result":{"type":"video","data":[{"url":"https://cdn.example/v.webm","format":"webm"}]},"metadata":{"k":1}}
            """).ShouldBe("""Completed { Url = https://cdn.example/v.webm, Format = webm, CompletedAt = 2026-01-14T08:48:34Z, ExpiresAt = 2026-01-15T08:48:34Z, Metadata = {"k":1} }""");

    [Theory]
    [InlineData("""{"status":"completed","result":{"url":"https://c.example/v"}}""")]
    [InlineData("""{"status":"completed","result":{"data":{"url":"https://c.example/v"}}}""")]
    [InlineData("""{"status":"completed","result":{"data":[{"url":""},{"url":"https://c.example/v"}]}}""")]
    [InlineData("""{"status":"Completed","result":{"data":[],"url":"https://c.example/v"},"data":{"duration":8}}""")]
    [InlineData("""{"code":200,"data":{"id":"a","status":"completed","result":{"videos":[{"url":["https://c.example/v"]}]}}}""")]
    [InlineData("""{"code":200,"data":[{"status":"completed","result":{"data":[{"url":"https://c.example/v"}]}}]}""")]
    public void The_url_may_stand_elsewhere(string body) =>
        Answers.Poll("toapis", 200, body).ShouldBe("Completed { Url = https://c.example/v, Format = mp4, CompletedAt = , ExpiresAt = , Metadata =  }");

    [Theory]
    [InlineData("\"MP4\"", "MP4")]
    [InlineData("\"video/mp4\"", "mp4")]
    [InlineData("\"averylongformat\"", "mp4")]
    [InlineData("null", "mp4")]
    [InlineData("{}", "mp4")]
    public void The_format_is_a_short_word(string given, string read) =>
        Answers.Poll("toapis", 200, $$$"""{"status":"completed","result":{"data":[{"url":"https://c.example/v","format":{{{given}}}}]}}""")
            .ShouldContain($" Format = {read},");

    [Theory]
    [InlineData("""{"id":"a","status":"completed"}""")]
    [InlineData("""{"id":"a","status":"completed","result":null}""")]
    [InlineData("""{"id":"a","status":"completed","result":{"data":[{"url":"pending"}]}}""")]
    [InlineData("""{"id":"a","status":"completed","result":{"data":[{"last_frame_url":"https://c.example/f.png"}]}}""")]
    public void A_completed_answer_without_a_url_is_not_completed(string body) =>
        Answers.Poll("toapis", 200, body).ShouldBe("CompletedWithoutUrl { }");

    [Fact]
    public void The_bare_number_422_is_content_policy() =>
        Answers.Poll("toapis", 200, """{"id":"a","status":"failed","error":{"code":422,"message":"m"}}""")
            .ShouldBe("Failed { Code = content_policy_violation, Message = m }");

    [Theory]
    [InlineData("""{"success":false,"message":"m"}""", "NoVerdict { Why = success without a readable job, RetryAfter =  }")]
    [InlineData("""{"success":false,"id":"a","code":"task_not_found"}""", "NotFound { }")]
    [InlineData("""{"success":false,"error":{"code":401}}""", "KeyRefused { }")]
    [InlineData("""{"id":"a","error":{"code":"internal_error"}}""", "NoVerdict { Why = status 500, RetryAfter =  }")]
    public void A_success_that_is_a_refusal_is_not_the_jobs_end(string body, string outcome) =>
        Answers.Poll("toapis", 200, body).ShouldBe(outcome);

    [Fact]
    public void A_refusal_goes_before_the_jobs_own_status() =>
        Answers.Poll("toapis", 200, """{"success":false,"status":"failed","message":"m"}""")
            .ShouldBe("NoVerdict { Why = success without a readable job, RetryAfter =  }");
}
