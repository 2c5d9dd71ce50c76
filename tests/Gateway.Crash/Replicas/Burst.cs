using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Replicas;

/// <summary>A budget for ten videos, and many more asked for at once through all gateways: exactly ten fit.</summary>
internal sealed class Burst(OperatorCalls calls, Cast cast, Fleet fleet, Story story, Findings findings, Random random, TimeProvider time) : IDisposable
{
    private const int Fitting = 10;
    private const int Asked = 60;
    private const int MostTries = 10;

    /// <summary>In markers: no client has this number.</summary>
    private const int Number = 99_999;

    private readonly HttpClient http = fleet.Client(random);
    private (string KeyId, long Budget)? budgeted;
    private int sent;

    public void Dispose() => http.Dispose();

    public async Task Run()
    {
        var price = await Price();
        var (id, secret) = await Key("ten", price * Fitting);
        await Task.WhenAll(Enumerable.Range(0, Asked).Select(_ => Create(secret)));
        budgeted = (id, (long)(price * Fitting * 1_000_000));
    }

    /// <summary>Only when it was run.</summary>
    public void Check(StoreSnapshot store)
    {
        if (budgeted is not { } burst)
        {
            return;
        }

        long spent = 0, most = 0;
        foreach (var line in store.Ledger.Where(line => line.KeyId == burst.KeyId))
        {
            spent += line.Reserved + line.Charged;
            most = Math.Max(most, spent);
        }

        findings.Require(most == burst.Budget, ViolationKinds.Limit, $"of a budget of {burst.Budget} that {Asked} creates met at once, {most} was taken");
    }

    /// <summary>What one video costs, as its client is told.</summary>
    private async Task<decimal> Price()
    {
        var (_, secret) = await Key("one", 1000);
        await Create(secret);
        using var usage = JsonDocument.Parse(await Send(secret, () => new HttpRequestMessage(HttpMethod.Get, "/v1/usage")));
        var budget = usage.RootElement.GetProperty("budget");
        return budget.GetProperty("reserved").GetDecimal() + budget.GetProperty("charged").GetDecimal();
    }

    /// <summary>A new key that all gateways know.</summary>
    private async Task<(string Id, string Secret)> Key(string name, decimal budget)
    {
        var amount = budget.ToString(CultureInfo.InvariantCulture);
        var body = $$$"""{"name":"{{{name}}}","team":"{{{name}}}","budget":{"amount":{{{amount}}},"period":"total"}}""";
        var answer = await calls.Send(HttpMethod.Post, "/keys", body);
        for (var tries = 1; answer is null && tries < MostTries; tries++)
        {
            answer = await calls.Send(HttpMethod.Post, "/keys", body);
        }

        var secret = answer!.Body.GetProperty("key").GetString()!;
        cast.Learn(secret);
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, cast.Spread.After(answer.AnsweredAt) - time.Now())), time);
        return (answer.Body.GetProperty("id").GetString()!, secret);
    }

    private Task<string> Create(string secret)
    {
        var marker = Marker.Of(Number, Interlocked.Increment(ref sent));
        var wish = new Wish(marker, $$"""{"model":"viduq3-pro","prompt":"A cat {{marker}}","duration":5}""", $"key-{marker}", Upstream: null, Script: null);
        story.Wished(wish);
        return Send(secret, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/videos/generations") { Content = new StringContent(wish.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", wish.IdempotencyKey);
            return request;
        });
    }

    /// <summary>Until there is an answer: nobody dies any more, but a small machine may be slow.</summary>
    private async Task<string> Send(string secret, Func<HttpRequestMessage> make)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            try
            {
                using var response = await http.SendAsync(request);
                return await response.Content.ReadAsStringAsync();
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && tries < MostTries)
            {
                story.Count(Counts.Broken);
            }
        }
    }
}
