using System.Globalization;

namespace Gateway.Crash.World;

/// <summary>The gateway's settings for the run, as environment variables. Fast, so that many lives fit into it.</summary>
internal static class GatewaySettings
{
    public const string SigningKey = "the-signing-key-of-the-crash-harness";

    public static readonly TimeSpan UnknownAfter = TimeSpan.FromSeconds(3);

    /// <summary>For an answer of an upstream; what comes later is lost.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    public static IEnumerable<(string Name, string Value)> Of(Cast cast, string url, string upstreams)
    {
        yield return ("Urls", url);
        yield return ("Polling__InitialDelay", "00:00:00.050");
        yield return ("Polling__Interval", "00:00:00.050");
        yield return ("Polling__MaxInterval", "00:00:00.200");
        yield return ("Polling__MaxAge", "00:00:05");
        yield return ("Shutdown__ListenFor", "00:00:00");
        yield return ("Submission__UnknownAfter", Text(UnknownAfter));
        foreach (var upstream in cast.PoolKeys.GroupBy(key => key.Upstream))
        {
            var section = $"Upstreams__{upstream.Key}";
            yield return ($"{section}__BaseUrl", $"{upstreams}/{upstream.Key}");
            yield return ($"{section}__SubmitTimeout", Text(LongestAnswer));
            yield return ($"{section}__PollTimeout", Text(LongestAnswer));
            foreach (var setting in upstream.SelectMany((key, index) => Pool($"{section}__Keys__{index}", key)))
            {
                yield return setting;
            }
        }

        yield return ("Upstreams__apimart__IdempotentResend", "true");
        yield return ("Admin__Key", Cast.OperatorKey);
        yield return ("Signing__Key", SigningKey);
        yield return ("Callbacks__AllowedNetworks__0", "127.0.0.0/8");
        yield return ("Callbacks__AllowHttp", "true");
        foreach (var setting in cast.Clients.Where(client => !client.IsMade).SelectMany((client, index) => Client($"Clients__{index}", client)))
        {
            yield return setting;
        }
    }

    private static IEnumerable<(string Name, string Value)> Pool(string section, PoolKey key) =>
    [
        ($"{section}__Id", key.Id),
        ($"{section}__Secret", key.Secret),
        ($"{section}__Weight", Text(key.Weight)),
        ($"{section}__MaxInFlight", Text(key.MaxInFlight)),
        ($"{section}__RequestsPerMinute", Text(key.RequestsPerMinute)),
    ];

    private static IEnumerable<(string Name, string Value)> Client(string section, ClientAccount client)
    {
        yield return ($"{section}__Name", client.Name);
        yield return ($"{section}__Team", client.Team.Id);
        yield return ($"{section}__Key", client.Ring.Current);
        if (client.Key.Limits.First.ConcurrentTasks is { } tasks)
        {
            yield return ($"{section}__MaxConcurrentTasks", Text(tasks));
        }

        if (client.Key.Limits.First.RequestsPerMinute is { } rate)
        {
            yield return ($"{section}__RequestsPerMinute", Text(rate));
        }

        if (client.Key.Limits.First.Budget is { } budget)
        {
            yield return ($"{section}__Budget__Amount", Text(budget));
            yield return ($"{section}__Budget__Period", "total");
        }
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
