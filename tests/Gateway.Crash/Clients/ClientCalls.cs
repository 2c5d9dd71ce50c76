using System.Net;
using System.Net.Http.Headers;
using Gateway.Crash.Checks;
using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>Sends a client's calls with a secret of its key, and judges what every answer has in common.</summary>
internal sealed class ClientCalls(
    ClientAccount account, Cast cast, Fleet fleet, StoreJudge judge, Story story, Findings findings, Random random, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = fleet.Client(random);

    public void Dispose() => http.Dispose();

    /// <returns>Null when there was no answer, or one that only says to come again.</returns>
    public async Task<Reply?> Send(Func<HttpRequestMessage> make)
    {
        using var request = make();
        var sentAt = time.Now();
        var secret = account.Ring.Pick(random, sentAt);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        try
        {
            // The whole body comes within this call, so that a broken one shows here.
            using var response = await http.SendAsync(request);
            var reply = new Reply(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(), sentAt, time.Now());
            SecretCheck.CheckAnswer($"{response}{reply.Text}", cast, findings);
            RingCheck.Check(account, secret, reply, findings);
            return IsFinal(reply) ? reply : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
        {
            story.Count(Counts.Broken);
            return null;
        }
    }

    private bool IsFinal(Reply reply)
    {
        if (reply.Status == HttpStatusCode.Unauthorized)
        {
            story.Count(Counts.Locked);
            return false;
        }

        return !judge.Excuses(reply);
    }
}
