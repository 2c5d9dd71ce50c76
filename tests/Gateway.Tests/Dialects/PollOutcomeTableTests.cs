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
        Answers.Poll(dialect, 403, "").ShouldBe("KeyRefused { }");
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
    [InlineData("\"forbidden\"", "KeyRefused { }")]
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
            Answers.Poll(dialect, 200, $$"""{"status":"failed","error":{{error}}}""").ShouldBe($"Failed {{ Code = {code}, Message = {message} }}");
        }
    }
}
