using Gateway.Canonical;
using Gateway.Models;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Tests.Support;

/// <summary>Values for tests that only name what matters to them.</summary>
internal static class Some
{
    /// <summary>As the setting <c>Signing:Key</c>.</summary>
    public const string SigningKey = "signing-key-of-at-least-32-characters";

    public static readonly PollingOptions Polling = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromDays(1), 64);

    /// <summary>The same ones every time.</summary>
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public static TaskRecord Task(ManualTime time, TaskState state = TaskState.Polling, string id = "video_1") => new()
    {
        Id = id,
        Team = "team",
        KeyId = "config:key",
        RequestId = "req_1",
        Model = "viduq3-pro",
        Price = Credits.Of(16),
        State = state,
        CreatedAt = time.Now(),
        Routes = "toapis",
        Upstream = "toapis",
        PoolKey = "main",
        UpstreamTaskId = state is TaskState.Submitting or TaskState.Unknown ? null : "up_1",
        DueAt = time.Now(),
    };

    public static TaskLife Life(ManualTime time, PollingOptions? polling = null) => new(
        polling ?? Polling,
        new SubmissionOptions(TimeSpan.FromMinutes(10), 100, 100),
        new PollSchedule(polling ?? Polling, new UsualDurations(), new Random(1)),
        time);

    public static Target Target(string upstream = "toapis", string key = "main")
    {
        var poolKey = new PoolKeyOptions(key, "secret", 1, 0, 0, Enabled: true);
        var options = new UpstreamOptions(
            upstream, upstream, true, new Uri("http://localhost"), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), false, [poolKey]);
        var dialect = Registrations.Dialects.Single(dialect => dialect.Name == upstream);
        return new Target(new ModelRoute { Upstream = upstream, UpstreamModel = "viduq3-pro" }, new Upstream(options, dialect, new Breaker(TimeProvider.System)), poolKey);
    }

    public static ResolvedRequest Request() => new()
    {
        Model = "viduq3-pro",
        Mode = VideoMode.TextToVideo,
        Prompt = "A cat playing piano",
        Duration = 8,
        Resolution = "1080p",
        Audio = true,
    };
}
