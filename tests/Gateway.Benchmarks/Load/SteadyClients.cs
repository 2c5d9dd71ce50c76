using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Load;

/// <summary>Clients that create evenly for a long time, at each replica in turn. Some of them wait for the end of what they made, some list.</summary>
/// <param name="http">Without a base address.</param>
/// <param name="replicas">The addresses of the gateways.</param>
internal sealed partial class SteadyClients(HttpClient http, IReadOnlyList<Uri> replicas)
{
    private const string Videos = "v1/videos/generations";

    /// <summary>One task of so many is waited for, and after so many creates a list is asked for.</summary>
    private const int WaitsEvery = 20;
    private const int ListsEvery = 100;

    /// <summary>One create of so many has a fault of its upstream.</summary>
    private const int FaultEvery = 10;

    /// <summary>After so many creates one is refused so that the gateway spares its upstream for a while.</summary>
    private const int RefusalEvery = 2000;

    private static readonly string[] Faults =
        ["fail", "fail_policy", "content_policy", "slow:2", "progress_falls", "no_url", "poll_503:3", "poll_malformed", "reset_after"];

    private static readonly string[] Refusals = ["reject", "rate_limited:1"];

    private readonly ConcurrentDictionary<string, int> outcomes = new();
    private long made;

    /// <summary>Creates that were answered with a task, or with an error that names one.</summary>
    public long Made => Interlocked.Read(ref made);

    /// <summary>How often each call had which outcome, such as <c>create 200</c>.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => outcomes;

    /// <summary>Until the token is cancelled; then it waits for what is under way.</summary>
    public async Task Run(int perSecond, CancellationToken end)
    {
        var begun = Stopwatch.GetTimestamp();
        var calls = new ConcurrentDictionary<int, Task>();
        for (var number = 0; !end.IsCancellationRequested;)
        {
            if (number > Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond)
            {
                await Task.Delay(1, CancellationToken.None);
                continue;
            }

            var own = number++;
            var call = Call(own);
            calls[own] = call;
            _ = call.ContinueWith(_ => calls.TryRemove(own, out var _), TaskScheduler.Default);
        }

        await Task.WhenAll(calls.Values);
    }

    private async Task Call(int number)
    {
        var replica = replicas[number % replicas.Count];
        var fault = number % RefusalEvery == 0 ? Refusals[number / RefusalEvery % Refusals.Length]
            : number % FaultEvery == 0 ? Faults[number / FaultEvery % Faults.Length]
            : null;
        using var body = new StringContent(
            $$"""{"model":"viduq3-pro","prompt":"A cat playing piano{{(fault is null ? "" : $" [sandbox:{fault}]")}}","duration":8}""",
            MediaTypeHeaderValue.Parse("application/json"));
        var answer = await Send("create", new HttpRequestMessage(HttpMethod.Post, new Uri(replica, Videos)) { Content = body });
        if (answer.Task is not null)
        {
            Interlocked.Increment(ref made);
        }

        // At the other replica than the one that made it.
        var other = replicas[(number + 1) % replicas.Count];
        if (number % WaitsEvery == 0 && answer is { IsRight: true, Task: { } task })
        {
            await Send("wait", new HttpRequestMessage(HttpMethod.Get, new Uri(other, $"{Videos}/{task}?wait=60")));
        }

        if (number % ListsEvery == 1)
        {
            await Send("list", new HttpRequestMessage(HttpMethod.Get, new Uri(other, $"{Videos}?limit=20")));
        }
    }

    private async Task<(bool IsRight, string? Task)> Send(string call, HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                Count($"{call} {(int)answer.StatusCode}");
                var named = answer.Headers.TryGetValues("X-Gateway-Task", out var tasks) ? tasks.First() : null;
                return (answer.IsSuccessStatusCode, named ?? (answer.IsSuccessStatusCode ? TaskId().Match(text).Value : null));
            }
            catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
            {
                Count($"{call}: {problem.GetType().Name}");
                return (false, null);
            }
        }
    }

    private void Count(string outcome) => outcomes.AddOrUpdate(outcome, 1, (_, before) => before + 1);

    [GeneratedRegex("video_[0-9A-Z]{26}")]
    private static partial Regex TaskId();
}
