using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Crash.Clients;

/// <summary>A good client: one call at a time, and a create whose connection broke is sent again with its Idempotency-Key.</summary>
internal sealed class CrashClient(
    ClientAccount account, ClientCalls calls, WishMaker wishes, Random random, SandboxState upstreams, Story story, Moment answered, Findings findings, TimeProvider time)
    : IDisposable
{
    private const string Path = "/v1/videos/generations";
    private const int MostOpen = 4;
    private const int MostReads = 20;

    private readonly List<(string Id, string Marker)> open = [];
    private readonly List<(string Id, string Marker)> all = [];

    public void Dispose() => calls.Dispose();

    /// <summary>Creates and polls until <paramref name="enough"/>, then polls what is left until <paramref name="settled"/>.</summary>
    public async Task Run(CancellationToken enough, CancellationToken settled)
    {
        while (!settled.IsCancellationRequested)
        {
            if (!enough.IsCancellationRequested && open.Count < MostOpen && random.Next(3) == 0)
            {
                using (story.Pending())
                {
                    await Create(wishes.Next(), settled);
                }
            }
            else if (random.Next(20) == 0)
            {
                await Usage();
            }
            else if (open.Count > 0)
            {
                var task = open[random.Next(open.Count)];
                if (await Poll(task) is { IsTerminal: true })
                {
                    open.Remove(task);
                }
            }

            await Pause(5, 50);
        }
    }

    /// <summary>Reads every task once more.</summary>
    public async Task ReadAll()
    {
        foreach (var task in all)
        {
            var told = await Poll(task);
            // Not every gateway may have heard of the newest secret yet.
            for (var tries = 1; told is null && tries < MostReads; tries++)
            {
                await Pause(200, 400);
                told = await Poll(task);
            }

            findings.Require(told is not null, ViolationKinds.TaskLost, $"{task} can't be read at the end");
        }
    }

    private async Task Create(Wish wish, CancellationToken settled)
    {
        story.Wished(wish);
        if (wish.Script is { } script)
        {
            upstreams.Script(script.Upstream, script.Fault);
        }

        for (var tries = 0; !settled.IsCancellationRequested; tries++)
        {
            var reply = await calls.Send(() => Request(wish));
            if (reply is null && wish.IdempotencyKey is null)
            {
                story.Count(Counts.GivenUp);
                return;
            }

            if (reply is not null)
            {
                if (reply.Status == HttpStatusCode.OK)
                {
                    answered.Now();
                }

                Take(wish, reply);
                // A client may also ask twice although nothing broke.
                if (tries > 0 || wish.IdempotencyKey is null || random.Next(10) > 0)
                {
                    return;
                }
            }

            await Pause(20, 100);
        }
    }

    private HttpRequestMessage Request(Wish wish)
    {
        story.Count(Counts.Creates);
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(wish.Body, Encoding.UTF8, "application/json") };
        if (wish.IdempotencyKey is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (wish.Upstream is { } upstream)
        {
            request.Headers.Add("X-Gateway-Upstream", upstream);
        }

        return request;
    }

    /// <summary>Remembers what was told.</summary>
    private void Take(Wish wish, Reply reply)
    {
        using var json = JsonDocument.Parse(reply.Text);
        story.Count(Counts.Answer((int)reply.Status));
        if (reply.Headers.Contains("Idempotent-Replayed"))
        {
            story.Count(Counts.Replays);
        }

        // Also a refusal names the task that it leaves behind.
        var id = reply.Headers.Location?.ToString().Split('/')[^1];
        switch (reply.Status)
        {
            case HttpStatusCode.OK:
                Remember(wish, json.RootElement.GetProperty("id").GetString()!);
                Hear(json.RootElement, wish.Marker);
                break;
            case HttpStatusCode.BadGateway or HttpStatusCode.UnprocessableEntity when id is not null:
                Remember(wish, id);
                break;
            case HttpStatusCode.ServiceUnavailable:
                if (id is not null && !all.Contains((id, wish.Marker)))
                {
                    all.Add((id, wish.Marker));
                }

                break;
            case HttpStatusCode.TooManyRequests or HttpStatusCode.PaymentRequired:
                break;
            default:
                findings.Add(ViolationKinds.Answer, $"{wish.Marker} {(int)reply.Status} {reply.Text}");
                break;
        }
    }

    private void Remember(Wish wish, string id)
    {
        story.Answered(wish, id);
        if (!all.Contains((id, wish.Marker)))
        {
            all.Add((id, wish.Marker));
            open.Add((id, wish.Marker));
        }
    }

    /// <returns>Null when there was no answer, or none that tells of the task.</returns>
    private async Task<Told?> Poll((string Id, string Marker) task)
    {
        if (await calls.Send(() => new HttpRequestMessage(HttpMethod.Get, $"{Path}/{task.Id}")) is not { } reply)
        {
            return null;
        }

        story.Count(Counts.Polls);
        if (reply.Status != HttpStatusCode.OK)
        {
            findings.Add(
                reply.Status == HttpStatusCode.NotFound ? ViolationKinds.TaskLost : ViolationKinds.Answer,
                $"{task} {(int)reply.Status} {reply.Text}");
            return null;
        }

        using var json = JsonDocument.Parse(reply.Text);
        return Hear(json.RootElement, task.Marker);
    }

    private Told Hear(JsonElement task, string marker)
    {
        var (told, problem) = Told.Read(task, marker);
        findings.Require(problem is null, ViolationKinds.Contradiction, $"{problem}: {task}");
        story.Heard(told);
        return told;
    }

    private async Task Usage()
    {
        if (await calls.Send(() => new HttpRequestMessage(HttpMethod.Get, "/v1/usage")) is not { } reply)
        {
            return;
        }

        if (reply.Status != HttpStatusCode.OK)
        {
            findings.Add(ViolationKinds.Answer, $"/v1/usage {(int)reply.Status} {reply.Text}");
            return;
        }

        using var json = JsonDocument.Parse(reply.Text);
        UsageCheck.Check(json.RootElement, account, reply.SentAt, reply.AnsweredAt, story, findings);
        story.Count(Counts.Usages);
    }

    private Task Pause(int least, int most) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(least, most)), time, CancellationToken.None);
}
