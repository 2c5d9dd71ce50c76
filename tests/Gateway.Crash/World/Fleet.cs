using System.Net.Http.Headers;
using Gateway.Crash.Store;

namespace Gateway.Crash.World;

/// <summary>The gateways that clients call: one, or several on one store.</summary>
/// <param name="patience">How long clients wait for an answer.</param>
internal sealed class Fleet(IReadOnlyList<GatewayProcess> gateways, Kills kills, TroubleTimes trouble, TroubleTimes pauses, TimeSpan patience) : IDisposable
{
    public IReadOnlyList<GatewayProcess> Gateways => gateways;

    /// <summary>Of any of them.</summary>
    public Kills Kills => kills;

    /// <summary>When the store that they share could not be had.</summary>
    public TroubleTimes Trouble => trouble;

    /// <summary>When one of them stood still.</summary>
    public TroubleTimes Pauses => pauses;

    /// <summary>For one caller, to whom they are one address.</summary>
    public HttpClient Client(Random random) => new(new Balancer(gateways, random)) { BaseAddress = new Uri("http://gateway/"), Timeout = patience };

    /// <summary>The trouble of the gateway that gave an answer.</summary>
    public TroubleTimes TroubleOf(HttpResponseHeaders answer) =>
        answer.TryGetValues(Balancer.Header, out var names) ? gateways.First(gateway => gateway.Name == names.First()).Trouble : trouble;

    /// <summary>When whoever opened the attempt could not go on.</summary>
    public Kills SilencesOf(AttemptRow attempt) => attempt.Replica is { } replica ? LifeOf(replica)?.Silences ?? new Kills() : kills;

    /// <returns>Null when none has called itself so.</returns>
    public Life? LifeOf(string replica) => gateways.SelectMany(gateway => gateway.Lives).FirstOrDefault(life => life.Replica == replica);

    /// <summary>Whether any of them answers.</summary>
    public async Task<bool> Lives() => (await Task.WhenAll(gateways.Select(gateway => gateway.Answers()))).Any(lives => lives);

    public void Kill()
    {
        foreach (var gateway in gateways)
        {
            gateway.Kill();
        }
    }

    public void Dispose()
    {
        foreach (var gateway in gateways)
        {
            gateway.Dispose();
        }
    }
}
