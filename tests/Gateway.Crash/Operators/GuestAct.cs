using System.Net;
using System.Net.Http.Headers;
using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator makes a key for a moment and revokes it; and tries secrets whose time is over.</summary>
internal sealed class GuestAct(OperatorCalls calls, Cast cast, Fleet fleet, StoreJudge judge, Findings findings, Random random, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = fleet.Client(random);
    private readonly List<string> revoked = [];
    private int made;

    public void Dispose() => http.Dispose();

    public async Task Act()
    {
        await TryDead();
        if (await calls.Send(HttpMethod.Post, "/keys", $$"""{"name":"guest-{{++made}}","team":"guests"}""") is not { Status: 201 } guest)
        {
            return;
        }

        var secret = guest.Body.GetProperty("key").GetString()!;
        cast.Learn(secret);
        await Require(secret, opens: true);
        if (await calls.Send(HttpMethod.Delete, $"/keys/{guest.Body.GetProperty("id").GetString()}") is not { } answer)
        {
            return;
        }

        findings.Require(answer.Status == 200, ViolationKinds.Answer, $"revoke: {answer}");
        await Require(secret, opens: false);
        revoked.Add(secret);
    }

    private async Task TryDead()
    {
        var now = time.Now();
        List<string> dead = [.. revoked, .. cast.Clients.SelectMany(client => client.Ring.All.Where(secret => !client.Ring.MayWork(secret, now - 10)))];
        if (dead.Count > 0)
        {
            await Require(dead[random.Next(dead.Count)], opens: false);
        }
    }

    private async Task Require(string secret, bool opens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/usage");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        try
        {
            var sentAt = time.Now();
            using var response = await http.SendAsync(request);
            var reply = new Reply(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(), sentAt, time.Now());
            findings.Require(
                reply.Status == (opens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized) || judge.Excuses(reply),
                ViolationKinds.Key,
                $"a key that {(opens ? "was just made" : "is over")} was answered with {(int)reply.Status}");
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
        {
            // The gateway was killed; there is always another try.
        }
    }
}
