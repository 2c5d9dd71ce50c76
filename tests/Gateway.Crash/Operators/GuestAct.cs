using System.Net;
using System.Net.Http.Headers;
using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator makes a key for a moment and revokes it; and tries secrets whose time is over.</summary>
internal sealed class GuestAct(OperatorCalls calls, Cast cast, Fleet fleet, StoreJudge judge, Findings findings, Random random, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = fleet.Client(random);
    private readonly List<(string Secret, long At)> revoked = [];
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
        await Require(secret, guest.AnsweredAt, opens: true);
        if (await calls.Send(HttpMethod.Delete, $"/keys/{guest.Body.GetProperty("id").GetString()}") is not { } answer)
        {
            return;
        }

        findings.Require(answer.Status == 200, ViolationKinds.Answer, $"revoke: {answer}");
        await Require(secret, answer.AnsweredAt, opens: false);
        revoked.Add((secret, answer.AnsweredAt));
    }

    private async Task TryDead()
    {
        var now = time.Now();
        List<string> dead = [.. revoked.Where(guest => cast.Spread.After(guest.At) < now).Select(guest => guest.Secret), .. cast.Clients.SelectMany(client => client.Ring.All.Where(secret => !client.Ring.MayWork(secret, now - 10)))];
        if (dead.Count > 0)
        {
            await Require(dead[random.Next(dead.Count)], now, opens: false);
        }
    }

    /// <summary>At once where there is one gateway; else when all of them must have heard of it.</summary>
    private async Task Require(string secret, long toldAt, bool opens)
    {
        while (await Status(secret) is { } reply && reply.Status != (opens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized) && !judge.Excuses(reply))
        {
            if (reply.SentAt >= cast.Spread.After(toldAt))
            {
                findings.Add(ViolationKinds.Key, $"a key that {(opens ? "was just made" : "is over")} was answered with {(int)reply.Status}");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }

    /// <returns>Null when the gateway was killed; there is always another try.</returns>
    private async Task<Reply?> Status(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/usage");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        try
        {
            var sentAt = time.Now();
            using var response = await http.SendAsync(request);
            return new Reply(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(), sentAt, time.Now());
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }
}
