using System.Text;
using Gateway.Dialects;

namespace Gateway.Tests.Dialects;

public sealed class ReaderFuzzTests
{
    private const int Rounds = 4000;

    private static readonly int[] Statuses = [200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 422, 429, 500, 503];

    private static readonly string[] Answered =
    [
        """{"id":"video_1","task_id":"t","object":"generation.task","status":"queued","progress":0,"created_at":1768380224,"metadata":{"a":"\ud83d\ude00"}}""",
        """{"id":"a","status":"completed","progress":100,"completed_at":1768380514,"result":{"type":"video","data":[{"url":"https://c.example/v","format":"mp4"}]}}""",
        """{"id":"a","status":"failed","error":{"code":500,"message":"Überlast 😀","type":"server_error"}}""",
        """{"code":"success","message":"","data":{"task_id":"a","status":"SUCCESS","progress":"45%","fail_reason":"https://c.example/v","data":{"creations":[]}}}""",
        """{"code":200,"data":[{"status":"submitted","task_id":"task_1"}]}""",
        """{"code":200,"data":{"id":"a","status":"completed","completed":1e3,"result":{"videos":[{"url":["https://c.example/v"],"expires_at":1768466914}]}}}""",
    ];

    private static readonly string[] Names =
        ["id", "task_id", "status", "progress", "data", "result", "url", "video_url", "error", "code", "message", "metadata", "videos", "outputs", "success", "\\ud800", "i\\u0064"];

    private static readonly string[] Values =
        ["null", "true", "false", "0", "-1", "1e999", "1e-999", "200", "\"\"", "\"failed\"", "\"completed\"", "\"\\udfff\"", "\"45%\"", "\"https://c.example/v\"", "\"https://[\"", "\"http://\\u0000\""];

    public static TheoryData<string> Dialects => [.. Answers.DialectNames];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_mutilated_answer_throws_nothing_and_an_error_never_settles_the_job(string dialect)
    {
        var random = new Random(20260114);
        for (var round = 0; round < Rounds; round++)
        {
            Check(dialect, Pick(random, Statuses), Mutilate(random, Encoding.UTF8.GetBytes(Pick(random, Answered))));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Random_json_throws_nothing_and_an_error_never_settles_the_job(string dialect)
    {
        var random = new Random(20260115);
        for (var round = 0; round < Rounds; round++)
        {
            Check(dialect, Pick(random, Statuses), Encoding.UTF8.GetBytes(RandomJson(random, 5)));
        }
    }

    private static void Check(string name, int status, byte[] body)
    {
        var dialect = Answers.Dialect(name);
        var answer = new UpstreamAnswer(status, body);
        var created = dialect.ReadCreate(answer, Bodies.TaskId);
        var polled = dialect.ReadPoll(answer, Answers.Job);

        // Whoever stores or logs an outcome must not trip over it either.
        var text = created.ToString() + polled;
        if (created is SubmitOutcome.Accepted accepted)
        {
            dialect.Poll(accepted.UpstreamTaskId).Path.ShouldStartWith("/v1/");
        }

        if (!answer.IsSuccess && (created is SubmitOutcome.Accepted || polled is PollOutcome.Completed or PollOutcome.CompletedWithoutUrl or PollOutcome.Failed or PollOutcome.BareFailure or PollOutcome.Running))
        {
            Assert.Fail($"{status} {Encoding.UTF8.GetString(body)}: {text}");
        }
    }

    private static byte[] Mutilate(Random random, byte[] body)
    {
        var bytes = body.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(random, Values)));
                    break;
                default:
                    bytes.InsertRange(at, "\\ud83d"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

    private static string RandomJson(Random random, int depth) => (depth == 0 ? 0 : random.Next(4)) switch
    {
        0 => Pick(random, Values),
        1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => RandomJson(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Pick(random, Names)}\":{RandomJson(random, depth - 1)}"))}}}",
    };

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
