namespace Gateway.Tests.OpenApi;

/// <summary>The check that every test's answers go through finds what it is there for.</summary>
public sealed class AnswerCheckTests
{
    private const string Task = """{"id":"video_1","object":"generation.task","model":"viduq3-pro","status":"queued","progress":0,"created_at":1768380224,"metadata":{"a":1},"usage":{"credits":1.5,"state":"reserved"}}""";

    private const string Error = """{"error":{"code":"not_found","type":"not_found_error","message":"There is nothing.","param":null,"request_id":"req_1","details":[]}}""";

    [Theory]
    [InlineData("GET", "/v1/videos/generations/video_1", 200, Task)]
    [InlineData("GET", "/v1/Videos/generations/video_1/", 200, Task)]
    [InlineData("HEAD", "/v1/videos/generations/video_1", 200, "")]
    [InlineData("GET", "/v1/videos/generations/video_1", 404, Error)]
    [InlineData("GET", "/healthz/ready", 503, """{"status":"unavailable"}""")]
    [InlineData("DELETE", "/v1/models", 405, Error)]
    [InlineData("GET", "/v2/models", 404, Error)]
    [InlineData("GET", "/docs/index.html", 200, "<html>")]
    public void An_answer_as_the_document_has_it_passes(string method, string path, int status, string body) =>
        ApiDocument.CheckedIn.Faults(method, path, status, body).ShouldBeEmpty();

    [Theory]
    [InlineData("GET", "/v1/videos/generations/video_1", 418, Error, "getVideo 418 is not in the document")]
    [InlineData("HEAD", "/v1/videos/generations/video_1", 418, "", "getVideo 418 is not in the document")]
    [InlineData("GET", "/v1/videos/generations/video_1", 200, "{}", "getVideo 200.created_at is missing")]
    [InlineData("GET", "/v1/videos/generations/video_1", 404, "", "getVideo 404 is not JSON: ")]
    [InlineData("GET", "/v1/nothing", 200, "{}", "/v1/nothing answered 200 and is not in the document")]
    [InlineData("GET", "/v1/nothing", 404, "{}", "/v1/nothing 404.error is missing")]
    public void Another_one_does_not(string method, string path, int status, string body, string fault) =>
        ApiDocument.CheckedIn.Faults(method, path, status, body)[0].ShouldBe(fault);

    [Theory]
    [InlineData("\"status\":\"queued\"", "\"status\":\"running\"", "status is running, none of")]
    [InlineData("\"progress\":0", "\"progress\":101", "progress is 101, out of its range")]
    [InlineData("\"progress\":0", "\"progress\":0.5", "progress is Number, not integer")]
    [InlineData("\"progress\":0", "\"progress\":\"0\"", "progress is String, not integer")]
    [InlineData("\"id\":\"video_1\"", "\"id\":\"\"", "id is too short")]
    [InlineData("\"id\":\"video_1\"", "\"id\":null", "id is null")]
    [InlineData("\"id\":\"video_1\"", "\"id\":\"video_1\",\"team\":\"film\"", "team is not in the document")]
    [InlineData("\"progress\":0", "\"progress\":0,\"result\":{\"type\":\"video\",\"data\":[{\"url\":\"video.mp4\",\"format\":\"mp4\"}]}", "result.data[0].url is video.mp4, not uri")]
    public void Every_member_is_looked_at(string right, string wrong, string fault) =>
        ApiDocument.CheckedIn.Faults("GET", "/v1/videos/generations/video_1", 200, Task.Replace(right, wrong, StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldStartWith($"getVideo 200.{fault}");

    [Fact]
    public void A_problem_that_allows_nothing_has_no_such_member() =>
        ApiDocument.CheckedIn.Faults(
            "GET",
            "/v1/models",
            401,
            Error.Replace("[]", """[{"param":"x","code":"required","message":"'x' is required.","allowed":null}]""", StringComparison.Ordinal))
            .ShouldBe(["listModels 401.error.details[0].allowed is null"]);
}
