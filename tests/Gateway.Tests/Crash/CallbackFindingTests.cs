using System.Security.Cryptography;
using System.Text;
using Gateway.Crash;
using Gateway.Crash.Checks;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Signing;

namespace Gateway.Tests.Crash;

/// <summary>The crash harness sees what is wrong with callbacks.</summary>
public sealed class CallbackFindingTests
{
    private const string Id = "msg_1_completed";

    private static readonly TaskRow Task = new(
        "video_1", "wish-1-1.", "film", "config:film-free", "completed", "charged", "completed", 100, 5, 0, 1, "legacy", "a", "job_1", null, null, "http://127.0.0.1/media/job_1.mp4");

    private static readonly CallbackRow Delivered = new(Id, Task.Id, "video.completed", "delivered");

    private readonly Findings findings = new();

    [Fact]
    public void An_end_that_was_told_once_or_once_more_after_a_kill_is_no_finding()
    {
        Check([Delivered], [Message()], kills: 0);
        Check([Delivered], [Message(), Message()], kills: 1);
        findings.All.ShouldBeEmpty();
    }

    [Fact]
    public void That_nothing_was_told_at_all_is_found()
    {
        Check([], [], kills: 3, isTold: false);
        findings.All.ShouldHaveSingleItem().Kind.ShouldBe(ViolationKinds.Callback);
    }

    [Theory]
    [InlineData("pending", 1)]
    [InlineData("failed", 1)]
    [InlineData("delivered", 0)]
    public void An_end_that_was_not_told_is_found(string status, int times)
    {
        Check([Delivered with { Status = status }], [.. Enumerable.Repeat(Message(), times), Message(id: "msg_1_again")], kills: 9);
        findings.All.ShouldHaveSingleItem().Kind.ShouldBe(ViolationKinds.Callback);
    }

    [Fact]
    public void A_repeat_that_nothing_explains_is_found()
    {
        Check([Delivered], [Message(), Message()], kills: 0);
        Check([Delivered], [Message(), Message(), Message()], kills: 1);
        findings.All.Count(finding => finding.Detail.StartsWith(Id, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void More_repeats_than_were_in_hand_are_found()
    {
        Check([Delivered], [.. Enumerable.Range(1, 8).SelectMany(_ => Twice()), Message()], kills: 1);
        findings.All.ShouldBeEmpty();
        Check([Delivered], [.. Enumerable.Range(1, 9).SelectMany(_ => Twice()), Message()], kills: 1);
        findings.All.ShouldHaveSingleItem().Detail.ShouldStartWith("9 messages were taken again");
    }

    [Fact]
    public void A_message_of_no_task_or_with_a_wrong_signature_is_found()
    {
        Check([Delivered], [Message(), Message(task: "video_2")], kills: 1);
        Check([Delivered], [Message() with { Signature = "v1,AAAA" }], kills: 0);
        Check([Delivered, Delivered with { TaskId = "video_2" }], [Message()], kills: 0);
        findings.All.Count(finding => finding.Detail.Contains("was told {", StringComparison.Ordinal)).ShouldBe(1);
        findings.All.Count(finding => finding.Detail.Contains("is not signed", StringComparison.Ordinal)).ShouldBe(2);
        findings.All.Count(finding => finding.Detail.Contains("nobody was to be told of", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static ReceivedCallback[] Twice()
    {
        var message = Message(id: $"msg_1_{Guid.NewGuid():N}");
        return [message, message];
    }

    private static ReceivedCallback Message(string id = Id, string task = "video_1")
    {
        var body = Encoding.UTF8.GetBytes($$"""{"type":"video.completed","data":{"id":"{{task}}","status":"completed"} }""");
        var secret = new SigningKey(GatewaySettings.SigningKey).CallbackSecret("film", 1, [7]);
        var mac = HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.5."), .. body]);
        return new ReceivedCallback(id, "5", $"v1,{Convert.ToBase64String(mac)}", body);
    }

    private void Check(IReadOnlyList<CallbackRow> rows, IReadOnlyCollection<ReceivedCallback> taken, int kills, bool isTold = true)
    {
        var store = new StoreSnapshot([Task], [], [], [], [], [])
        {
            Callbacks = rows, Told = isTold ? new HashSet<string> { Task.Id } : new HashSet<string>(), Secrets = [("film", 1, [7])],
        };
        new CallbackCheck(store, new RunCounts { Kills = kills }, processes: 1, findings).Check(taken);
    }
}
