namespace Gateway.Tests.Dialects;

public sealed class PollOutcomeTableTests
{
    public static TheoryData<string> Dialects => [.. Answers.DialectNames];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void An_unknown_job_is_not_found(string dialect) => Answers.Poll(dialect, 404, "").ShouldBe("NotFound { }");

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_refused_key_is_told_apart_from_the_job(string dialect)
    {
        Answers.Poll(dialect, 401, "").ShouldBe("KeyRefused { }");
        Answers.Poll(dialect, 403, "").ShouldBe("NoVerdict { Why = status 403, RetryAfter =  }", "it is often a firewall's page");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Any_other_status_is_no_verdict_on_the_job(string dialect)
    {
        string[] bodies = ["", "<html>", """{"status":"failed"}""", """{"code":200,"data":{"status":"completed"}}"""];
        foreach (var status in new[] { 100, 302, 400, 402, 405, 408, 409, 410, 422, 425, 429, 451, 500, 502, 503, 504, 520 })
        {
            foreach (var body in bodies)
            {
                Answers.Poll(dialect, status, body, 7).ShouldBe($"NoVerdict {{ Why = status {status}, RetryAfter = 00:00:07 }}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_success_that_says_nothing_about_the_job_is_no_verdict(string dialect)
    {
        string[] bodies =
        [
            "", "null", "[]", "{}", "7", "<html>", "{\"status\":", "{\"status\":null}", "{\"data\":null}", "{\"data\":[]}",
            "{\"data\":{}}", "{\"error\":{\"message\":\"m\"}}", "{\"error\":\"m\"}", new string('[', 500),
        ];
        foreach (var body in bodies)
        {
            Answers.Poll(dialect, 200, body, 7)
                .ShouldBe("NoVerdict { Why = success without a readable job, RetryAfter = 00:00:07 }", customMessage: body);
        }
    }

    [Theory]
    [InlineData("\"task_not_found\"", "NotFound { }")]
    [InlineData("\"task_not_exist\"", "NotFound { }")]
    [InlineData("404", "NotFound { }")]
    [InlineData("\"404\"", "NotFound { }")]
    [InlineData("\"unauthorized\"", "KeyRefused { }")]
    [InlineData("401", "KeyRefused { }")]
    [InlineData("\"forbidden\"", "NoVerdict { Why = status 403, RetryAfter =  }")]
    [InlineData("400", "NoVerdict { Why = status 400, RetryAfter =  }")]
    [InlineData("\"internal_error\"", "NoVerdict { Why = status 500, RetryAfter =  }")]
    [InlineData("\"content_policy_violation\"", "NoVerdict { Why = status 422, RetryAfter =  }")]
    [InlineData("\"new_word\"", "NoVerdict { Why = success with code new_word, RetryAfter =  }")]
    public void An_error_inside_a_success_goes_by_its_code(string code, string outcome)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, $$$"""{"error":{"code":{{{code}}},"message":"m"}}""").ShouldBe(outcome);
            Answers.Poll(dialect, 200, $$"""{"code":{{code}},"message":"m","data":null}""").ShouldBe(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void An_unknown_word_means_that_the_job_is_running(string dialect)
    {
        Answers.Poll(dialect, 200, """{"status":"Reticulating","progress":3}""")
            .ShouldBe("Running { Status = InProgress, Progress = 3, Metadata = , UnknownWord = Reticulating }");
        Answers.Poll(dialect, 200, $$"""{"status":"{{new string('x', 100)}}"}""").ShouldEndWith($" {new string('x', 64)} }}");
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("45", "45")]
    [InlineData("45.9", "45")]
    [InlineData("\"45\"", "45")]
    [InlineData("\"45%\"", "45")]
    [InlineData("\" 45 % \"", "45")]
    [InlineData("150", "100")]
    [InlineData("1e300", "100")]
    [InlineData("-3", "0")]
    [InlineData("1e999", "")]
    [InlineData("\"NaN\"", "")]
    [InlineData("\"Infinity\"", "")]
    [InlineData("\"soon\"", "")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    [InlineData("true", "")]
    public void Progress_is_read_from_whatever_it_comes_as(string progress, string read)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, $$"""{"status":"queued","progress":{{progress}}}""")
                .ShouldBe($"Running {{ Status = Queued, Progress = {read}, Metadata = , UnknownWord =  }}");
        }
    }

    [Theory]
    [InlineData("{\"code\":\"content_policy_violation\",\"message\":\"m\"}", "content_policy_violation", "m")]
    [InlineData("{\"code\":1,\"type\":\"content_policy_violation\",\"message\":\"m\"}", "content_policy_violation", "m")]
    [InlineData("{\"message\":\"CreationPolicyViolation: no\"}", "content_policy_violation", "CreationPolicyViolation: no")]
    [InlineData("{\"code\":\"generation_failed\",\"message\":\" m \"}", "generation_failed", "m")]
    [InlineData("{\"code\":500,\"message\":\"m\"}", "generation_failed", "m")]
    [InlineData("\"m\"", "generation_failed", "m")]
    [InlineData("null", "generation_failed", "")]
    [InlineData("[]", "generation_failed", "")]
    public void A_failed_job_says_why(string error, string code, string message)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, $$"""{"id":"a","status":"failed","error":{{error}}}""").ShouldBe($"Failed {{ Code = {code}, Message = {message} }}");
            Answers.Poll(dialect, 200, $$$"""{"code":200,"data":{"status":"failed","error":{{{error}}}}}""").ShouldBe($"Failed {{ Code = {code}, Message = {message} }}");
        }
    }

    [Theory]
    [InlineData("""{"status":"failed"}""", "generation_failed")]
    [InlineData("""{"status":"canceled","error":null}""", "cancelled")]
    [InlineData("""{"status":"failed","error":{},"code":0}""", "generation_failed")]
    [InlineData("""{"code":200,"status":"failed"}""", "generation_failed")]
    [InlineData("""{"status":"failed","data":{"task_id":"a"}}""", "generation_failed")]
    [InlineData("""{"status":"completed"}""", "generation_failed")]
    [InlineData("""{"data":{"status":"failed"}}""", "generation_failed")]
    [InlineData("""{"message":"m","data":{"status":"cancelled"}}""", "cancelled")]
    public void A_word_that_nothing_ties_to_the_job_does_not_end_it_at_once(string body, string code)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, body).ShouldStartWith($"BareFailure {{ Code = {code}, ");
        }
    }

    [Theory]
    [InlineData("""{"success":false,"id":"a","status":"failed"}""", "success without a readable job")]
    [InlineData("""{"success":"false","id":"a","status":"completed","url":"https://c.example/v"}""", "success without a readable job")]
    [InlineData("""{"success":0,"data":{"id":"a","status":"failed"}}""", "success without a readable job")]
    [InlineData("""{"code":503,"status":"error","message":"m"}""", "status 503")]
    [InlineData("""{"code":"internal_error","id":"a","status":"failed"}""", "status 500")]
    [InlineData("""{"code":{"reason":"x"},"id":"a","status":"failed"}""", "success without a readable job")]
    [InlineData("""{"code":true,"id":"a","status":"failed"}""", "success without a readable job")]
    [InlineData("""{"status":"failed","error":{"code":500,"message":"m"}}""", "status 500")]
    [InlineData("""{"status":"failed","error":"m","data":{"task_id":"a"}}""", "success without a readable job")]
    [InlineData("""{"error":true,"data":{"id":"a","status":"failed"}}""", "success without a readable job")]
    [InlineData("""{"id":"a","status":"completed","error":"m","url":"https://c.example/v"}""", "success without a readable job")]
    [InlineData("""{"code":200,"data":{"id":"a","status":"completed","error":"m","url":"https://c.example/v"}}""", "an error beside the status completed")]
    [InlineData("""{"code":200,"data":{"id":"a","success":false,"status":"failed"}}""", "an error beside the status failed")]
    [InlineData("""[{"status":"failed"}]""", "success without a readable job")]
    [InlineData("""{"data":[{"status":"failed"},{"status":"completed"}]}""", "success without a readable job")]
    public void A_refusal_is_no_verdict_whatever_word_stands_beside_it(string body, string why)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, body, 7).ShouldBe($"NoVerdict {{ Why = {why}, RetryAfter = 00:00:07 }}", customMessage: $"{dialect} {body}");
        }
    }

    [Theory]
    [InlineData("""{"id":"c","status":"failed"}""", "AnotherId")]
    [InlineData("""{"task_id":"c","status":"running"}""", "AnotherId")]
    [InlineData("""{"id":7,"status":"completed","url":"https://c.example/v"}""", "AnotherId")]
    [InlineData("""{"code":200,"data":{"id":"c","status":"completed"}}""", "AnotherId")]
    [InlineData("""{"code":200,"data":[{"id":"c","status":"completed"},{"status":"failed"}]}""", "AnotherId")]
    [InlineData("""{"id":"request","data":{"status":"failed"}}""", "AnotherId")]
    [InlineData("""{"id":"a","data":{"id":"c","status":"failed"}}""", "AnotherId")]
    [InlineData("""{"code":"success","data":{"status":"SUCCESS","data":{"task_id":"c","url":"https://c.example/v"}}}""", "AnotherId")]
    [InlineData("""{"id":"a","status":"completed","data":[{"id":"c","url":"https://c.example/v"},{"id":"a"}]}""", "AnotherId")]
    [InlineData("""{"id":"a","client_business_id":"video_x","status":"failed"}""", "AnotherBusinessId")]
    [InlineData("""{"client_business_id":"video_x","data":{"id":"a","status":"failed"}}""", "AnotherBusinessId")]
    [InlineData("""{"id":"a","status":"failed","data":{"client_business_id":"video_x"}}""", "AnotherBusinessId")]
    [InlineData("""[{"id":"c","status":"failed"}]""", "AnotherId")]
    [InlineData("""{"code":200,"status":"success","id":"a","data":{"id":"c","status":"failed"}}""", "AnotherId")]
    public void An_answer_about_another_job_is_no_verdict(string body, string named)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, body, 7).ShouldBe($"AnotherJob {{ Named = {named}, RetryAfter = 00:00:07 }}", customMessage: $"{dialect} {body}");
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void That_another_job_is_not_known_says_nothing_of_ours(string dialect)
    {
        Answers.Poll(dialect, 404, """{"id":"c"}""").ShouldStartWith("AnotherJob");
        Answers.Poll(dialect, 200, """{"code":404,"data":{"task_id":"c"}}""").ShouldStartWith("AnotherJob");
        Answers.Poll(dialect, 200, """{"code":404,"data":{"task_id":"a"}}""").ShouldBe("NotFound { }");
        Answers.Poll(dialect, 401, """{"id":"c"}""").ShouldBe("KeyRefused { }");
    }

    [Theory]
    [InlineData("""{"id":"a","status":"failed"}""")]
    [InlineData("""{"id":"c","task_id":"a","status":"failed"}""")]
    [InlineData("""{"id":"b","status":"failed"}""")]
    [InlineData("""{"id":"c","client_business_id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ","status":"failed"}""")]
    [InlineData("""{"id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ","status":"failed"}""")]
    [InlineData("""{"data":[{"id":"c","status":"completed"},{"id":"a","status":"failed"}]}""")]
    [InlineData("""{"id":"request","code":"success","data":{"id":"a","status":"failed"}}""")]
    [InlineData("""{"code":200,"status":"success","data":{"id":"a","status":"failed"}}""")]
    [InlineData("""{"code":200,"status":"success","data":{"status":"failed"}}""")]
    [InlineData("""{"task_id":"a","data":{"status":"failed"}}""")]
    [InlineData("""{"code":200,"status":"success","task_id":"a","data":{"task_id":"a","status":"failed"}}""")]
    [InlineData("""{"success":true,"status":"completed","id":"a","data":{"status":"failed"}}""")]
    [InlineData("""{"id":"a","status":"failed","data":{"id":"raw","status":"completed"}}""")]
    [InlineData("""[{"id":"c","status":"completed"},{"id":"a","status":"failed"}]""")]
    [InlineData("""{"id":"a","status":"failed","code":0,"success":true}""")]
    public void The_job_is_found_where_it_is_named(string body)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Poll(dialect, 200, body).ShouldBe("Failed { Code = generation_failed, Message =  }", customMessage: $"{dialect} {body}");
        }
    }
}
