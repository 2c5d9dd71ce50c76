namespace Gateway.Tests.Dialects;

public sealed class CreateOutcomeTableTests
{
    private const string Rejected = "Rejected { ContentPolicy = False, Message = m }";
    private const string Policy = "Rejected { ContentPolicy = True, Message = m }";
    private const string KeyRefused = "Unavailable { Cause = KeyRefused, RetryAfter = , Message = m }";
    private const string BalanceShort = "Unavailable { Cause = BalanceShort, RetryAfter = 00:00:07, Message = m }";
    private const string RateLimited = "Unavailable { Cause = RateLimited, RetryAfter = 00:00:07, Message = m }";

    public static TheoryData<string> Dialects => [.. Answers.DialectNames];

    public static TheoryData<string, int, string, string> Errors => ForEachDialect(
        (400, "invalid_request", Rejected),
        (404, "model_not_found", Rejected),
        (405, "method_not_allowed", Rejected),
        (413, "payload_too_large", Rejected),
        (415, "unsupported_media_type", Rejected),
        (422, "content_policy_violation", Policy),
        (400, "content_policy_violation", Policy),
        (400, "TaskPromptPolicyViolation", Policy),
        (403, "content_policy_violation", Policy),
        (401, "unauthorized", KeyRefused),
        (401, "insufficient_quota", KeyRefused),
        (403, "forbidden", KeyRefused),
        (402, "insufficient_quota", BalanceShort),
        (402, "anything", BalanceShort),
        (400, "insufficient_balance", BalanceShort),
        (400, "CreditInsufficient", BalanceShort),
        (403, "insufficient_user_quota", BalanceShort),
        (403, "quota_exceeded", BalanceShort),
        (422, "insufficient_quota", BalanceShort),
        (404, "402", BalanceShort),
        (429, "rate_limit_exceeded", RateLimited),
        (429, "insufficient_quota", RateLimited));

    public static TheoryData<string, int> InDoubt
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var dialect in Answers.DialectNames)
            {
                foreach (var status in new[] { 100, 301, 302, 304, 406, 408, 409, 410, 418, 423, 425, 451, 499, 500, 501, 502, 504, 520, 524, 599 })
                {
                    rows.Add(dialect, status);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_status_means_the_same_at_every_upstream(string dialect, int status, string code, string outcome) =>
        Answers.Create(dialect, status, $$$"""{"error":{"code":"{{{code}}}","message":"m","type":"t"}}""", 7).ShouldBe(outcome);

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_without_an_error_object_is_read_the_same(string dialect, int status, string code, string outcome) =>
        Answers.Create(dialect, status, $$"""{"code":"{{code}}","message":"m","data":null}""", 7).ShouldBe(outcome);

    [Theory]
    [MemberData(nameof(InDoubt))]
    public void Any_other_status_leaves_the_job_in_doubt(string dialect, int status)
    {
        string[] bodies = ["", "<html>", """{"error":{"code":"insufficient_quota","message":"m"}}""", """{"id":"a","task_id":"b","status":"queued"}"""];
        foreach (var body in bodies)
        {
            Answers.Create(dialect, status, body).ShouldStartWith("Ambiguous");
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void The_type_payment_required_says_that_the_balance_is_short(string dialect) =>
        Answers.Create(dialect, 400, """{"error":{"code":400,"message":"m","type":"payment_required"}}""", 7).ShouldBe(BalanceShort);

    [Theory]
    [MemberData(nameof(Dialects))]
    public void An_error_needs_no_readable_body(string dialect)
    {
        foreach (var body in new[] { "", "null", "<html>", "[]", "\"x\"", """{"error":null}""" })
        {
            Answers.Create(dialect, 400, body).ShouldBe("Rejected { ContentPolicy = False, Message =  }");
            Answers.Create(dialect, 401, body).ShouldBe("Unavailable { Cause = KeyRefused, RetryAfter = , Message =  }");
            Answers.Create(dialect, 429, body).ShouldBe("Unavailable { Cause = RateLimited, RetryAfter = , Message =  }");
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_success_that_cannot_be_read_or_has_no_id_leaves_the_job_in_doubt(string dialect)
    {
        string[] bodies =
        [
            "", "null", "true", "[]", "{}", "<html>", "{\"id\":", "{\"id\":\"\"}", "{\"id\":null}", "{\"id\":{}}", "{\"id\":\"..\"}", "{\"id\":\"a\\nb\"}", "{\"id\":\"a\\u2028b\"}", "{\"id\":\"a\\u200bb\"}", "{\"id\":\"x[removed]\"}", "{\"id\":\"x\\ud800\"}",
            "{\"status\":\"queued\"}", "{\"data\":[]}", "{\"data\":null}", "{\"error\":\"m\"}", "{\"error\":{\"code\":\"whatever\"}}",
            $"{{\"id\":\"{new string('a', 257)}\"}}", new string('[', 500),
        ];
        foreach (var body in bodies)
        {
            Answers.Create(dialect, 200, body).ShouldStartWith("Ambiguous", customMessage: body);
        }

        Answers.Create(dialect, 204, "").ShouldStartWith("Ambiguous");
    }

    [Theory]
    [InlineData("400", Rejected)]
    [InlineData("\"400\"", Rejected)]
    [InlineData("\"invalid_request\"", Rejected)]
    [InlineData("401", KeyRefused)]
    [InlineData("\"unauthorized\"", KeyRefused)]
    [InlineData("\"insufficient_quota\"", BalanceShort)]
    [InlineData("402", BalanceShort)]
    [InlineData("\"content_policy_violation\"", Policy)]
    [InlineData("\"rate_limit_exceeded\"", RateLimited)]
    [InlineData("429", RateLimited)]
    [InlineData("500", "Ambiguous { Why = status 500, code 500, Message = m }")]
    [InlineData("\"internal_error\"", "Ambiguous { Why = status 500, code internal_error, Message = m }")]
    [InlineData("\"new_word\"", "Ambiguous { Why = success without a readable id, code new_word, Message = m }")]
    [InlineData("204", "Ambiguous { Why = success without a readable id, code 204, Message = m }")]
    public void An_error_inside_a_success_is_an_error_of_its_code(string code, string outcome)
    {
        foreach (var dialect in Answers.DialectNames)
        {
            Answers.Create(dialect, 200, $$$"""{"error":{"code":{{{code}}},"message":"m"}}""", 7).ShouldBe(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_job_with_an_id_is_kept_even_when_an_error_stands_beside_it(string dialect) =>
        Answers.Create(dialect, 200, """{"id":"job","status":"failed","error":{"code":500,"message":"m"}}""")
            .ShouldBe("Accepted { UpstreamTaskId = job, Metadata = , AliasId =  }");

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_long_message_is_cut_and_no_character_split(string dialect)
    {
        var message = new string('a', 1199) + "😀 and more";
        Answers.Create(dialect, 400, $$$"""{"error":{"message":"  {{{message}}}"}}""")
            .ShouldBe($"Rejected {{ ContentPolicy = False, Message = {new string('a', 1199)} }}");
    }

    private static TheoryData<string, int, string, string> ForEachDialect(params (int Status, string Code, string Outcome)[] rows)
    {
        var data = new TheoryData<string, int, string, string>();
        foreach (var dialect in Answers.DialectNames)
        {
            foreach (var row in rows)
            {
                data.Add(dialect, row.Status, row.Code, row.Outcome);
            }
        }

        return data;
    }
}
