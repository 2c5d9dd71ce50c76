using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>Sends an operator's calls.</summary>
internal sealed class OperatorCalls(Cast cast, Fleet fleet, StoreJudge judge, Story story, Findings findings, Random random, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = fleet.Client(random);

    public void Dispose() => http.Dispose();

    /// <returns>Null when there was no answer that tells: what was asked for may have been done, or not.</returns>
    public async Task<OperatorAnswer?> Send(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/admin/v1" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Cast.OperatorKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            var sentAt = time.Now();
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var reply = new Reply(response.StatusCode, response.Headers, text, sentAt, time.Now());
            SecretCheck.CheckAnswer($"{response}{text}", cast, findings);
            story.Count(Counts.OperatorCalls);
            return IsLost(reply, path) ? null : new OperatorAnswer((int)reply.Status, JsonSerializer.Deserialize<JsonElement>(text), sentAt, reply.AnsweredAt);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
        {
            story.Count(Counts.OperatorCallsLost);
            return null;
        }
    }

    private bool IsLost(Reply reply, string path)
    {
        if (reply.Status < HttpStatusCode.InternalServerError)
        {
            return false;
        }

        story.Count(Counts.OperatorCallsLost);
        findings.Require(judge.Excuses(reply), ViolationKinds.Answer, $"an operator's {path} {(int)reply.Status} {reply.Text}");
        return true;
    }
}
