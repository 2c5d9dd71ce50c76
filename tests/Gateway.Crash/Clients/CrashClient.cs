using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Crash.Checks;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Crash.Clients;

/// <summary>A good client: one call at a time, and a create whose connection broke is sent again with its Idempotency-Key.</summary>
internal sealed class CrashClient : IDisposable
{
    private const string Path = "/v1/videos/generations";
    private const int MostOpen = 4;

    private readonly Cast cast;
    private readonly ClientAccount account;
    private readonly Random random;
    private readonly WishMaker wishes;
    private readonly SandboxState upstreams;
    private readonly Story story;
    private readonly Moment answered;
    private readonly Findings findings;
    private readonly HttpClient http;
    private readonly List<(string Id, string Marker)> open = [];
    private readonly List<(string Id, string Marker)> all = [];

    public CrashClient(int number, Cast cast, int seed, Uri gateway, SandboxState upstreams, Story story, Moment answered, Findings findings)
    {
        (this.cast, this.upstreams, this.story, this.answered, this.findings) = (cast, upstreams, story, answered, findings);
        account = cast.Clients[number % cast.Clients.Count];
        random = new Random(seed + number);
        wishes = new WishMaker(number, random);
        http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", account.Secret);
    }

    public void Dispose() => http.Dispose();

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

            await Task.Delay(random.Next(5, 50), CancellationToken.None);
        }
    }

    /// <summary>Reads every task once more.</summary>
    public async Task ReadAll()
    {
        foreach (var task in all)
        {
            findings.Require(await Poll(task) is not null, ViolationKinds.TaskLost, $"{task} can't be read at the end");
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
            using var response = await Send(() => Request(wish));
            if (response is null && wish.IdempotencyKey is null)
            {
                story.Count(Counts.GivenUp);
                return;
            }

            if (response is not null)
            {
                if (response.IsSuccessStatusCode)
                {
                    answered.Now();
                }

                await Take(wish, response);
                // A client may also ask twice although nothing broke.
                if (tries > 0 || wish.IdempotencyKey is null || random.Next(10) > 0)
                {
                    return;
                }
            }

            await Task.Delay(random.Next(20, 100), CancellationToken.None);
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
    private async Task Take(Wish wish, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        story.Count(Counts.Answer((int)response.StatusCode));
        if (response.Headers.Contains("Idempotent-Replayed"))
        {
            story.Count(Counts.Replays);
        }

        // Also a refusal names the task that it leaves behind.
        var id = response.Headers.Location?.ToString().Split('/')[^1];
        switch (response.StatusCode)
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
                findings.Add(ViolationKinds.Answer, $"{wish.Marker} {(int)response.StatusCode} {text}");
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
        using var response = await Send(() => new HttpRequestMessage(HttpMethod.Get, $"{Path}/{task.Id}"));
        if (response is null)
        {
            return null;
        }

        story.Count(Counts.Polls);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            findings.Add(
                response.StatusCode == HttpStatusCode.NotFound ? ViolationKinds.TaskLost : ViolationKinds.Answer,
                $"{task} {(int)response.StatusCode} {text}");
            return null;
        }

        using var json = JsonDocument.Parse(text);
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
        using var response = await Send(() => new HttpRequestMessage(HttpMethod.Get, "/v1/usage"));
        if (response is not null)
        {
            findings.Require(response.IsSuccessStatusCode, ViolationKinds.Answer, $"/v1/usage {(int)response.StatusCode}");
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            UsageCheck.Check(json.RootElement, account, story, findings);
            story.Count(Counts.Usages);
        }
    }

    /// <returns>Null when the gateway did not answer.</returns>
    private async Task<HttpResponseMessage?> Send(Func<HttpRequestMessage> make)
    {
        using var request = make();
        try
        {
            // The whole body comes within this call, so that a broken one shows here.
            var response = await http.SendAsync(request);
            SecretCheck.CheckAnswer($"{response}{await response.Content.ReadAsStringAsync()}", cast, findings);
            return response;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
        {
            story.Count(Counts.Broken);
            return null;
        }
    }
}
