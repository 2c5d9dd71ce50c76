using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>Makes up requests: models, routes, and what goes wrong with them.</summary>
/// <param name="receiver">Where the ends of some are to be told.</param>
internal sealed class WishMaker(int client, string receiver, Random random)
{
    private static readonly string[] Upstreams = ["toapis", "apimart", "legacy"];

    private static readonly (string Model, string Fields, string[] Routes)[] Shapes =
    [
        ("viduq3-pro", "", Upstreams),
        ("viduq3-pro", ""","audio":false,"image_urls":["https://example.com/1.jpg","https://example.com/2.jpg"]""", Upstreams),
        ("viduq3-turbo", ""","resolution":"540p","image_urls":["https://example.com/1.jpg"]""", Upstreams),
        ("viduq3", ""","image_urls":["https://example.com/1.jpg"]""", Upstreams),
        ("viduq3-mix", ""","image_urls":["https://example.com/1.jpg"]""", ["apimart", "legacy"]),
        ("veo3.1-fast", "", ["toapis"]),
    ];

    /// <summary>With how often each comes in a thousand wishes; the rest goes well. Numbers fit the run's settings.</summary>
    private static readonly (string Fault, int Weight)[] Faults =
    [
        // At create, with no job.
        ("reset_before", 12), ("server_error", 10), ("bad_gateway", 5), ("unavailable", 25), ("rate_limited:1", 15),
        ("reject", 15), ("content_policy", 15), ("unauthorized", 4), ("payment_required", 3), ("error_in_200:500", 5),
        // At create, with a job whose answer suffers.
        ("reset_after", 25), ("slow:0.3", 30), ("slow:3", 10), ("malformed", 8), ("no_id", 5), ("empty_body", 5),
        // Later.
        ("fail", 20), ("fail_policy", 10), ("cancelled", 10), ("never_ends", 5), ("no_url", 5), ("progress_falls", 20),
        ("poll_500:3", 20), ("poll_503:2", 10), ("poll_404:2", 10), ("poll_429:1", 5), ("poll_401:1", 3),
        ("poll_malformed:2", 10), ("poll_reset:3", 10), ("poll_slow:3", 3), ("reset_after+poll_503:2", 10), ("reset_after+fail", 5),
        // Long enough to be given up here, and to end well after all.
        ("poll_503:13", 8), ("poll_500:18", 8),
    ];

    /// <summary>The same for lies of upstreams; what an answer to a create suffers comes with those about finding a job again.</summary>
    private static readonly (Lie Lie, string Fault, int Weight)[] Lies =
    [
        (new Lie(Lie.Refusal, 1), "", 15), (new Lie(Lie.Refusal, 4), "", 15), (new Lie(Lie.Refusal, 2), "fail", 4), (new Lie(Lie.Bare, 2), "", 10),
        (new Lie(Lie.Stranger, 1), "", 12), (new Lie(Lie.Stranger, 3), "", 8), (new Lie(Lie.List, 2), "", 12), (new Lie(Lie.Business, 2), "", 12),
        (new Lie(Lie.Business, 1), "reset_after", 8), (new Lie(Lie.Refusal, 2), "reset_after", 6), (new Lie(Lie.Stranger, 1), "reset_after", 6),
    ];

    private int made;

    public Wish Next()
    {
        var marker = Marker.Of(client, ++made);
        var (model, fields, routes) = Shapes[random.Next(Shapes.Length)];
        var (fault, lie) = Trouble();
        var isScripted = fault is not null && lie is null && random.Next(2) == 0;
        var prompt = $"A cat {marker}{(fault is null || isScripted ? "" : $" [sandbox:{fault}]")}{(lie is null ? "" : $" {lie}")}";
        var duration = model == "veo3.1-fast" ? 8 : random.Next(3, 9);
        var callback = random.Next(2) == 0 ? $",\"callback_url\":\"{receiver}\"" : "";
        return new Wish(
            marker,
            $$"""{"model":"{{model}}","prompt":"{{prompt}}","duration":{{duration}}{{fields}}{{callback}}}""",
            random.Next(10) < 8 ? $"key-{marker}" : null,
            random.Next(5) == 0 ? routes[random.Next(routes.Length)] : null,
            isScripted ? (routes[random.Next(routes.Length)], fault!) : null);
    }

    private (string? Fault, Lie? Lie) Trouble()
    {
        var at = random.Next(1000);
        foreach (var (fault, weight) in Faults)
        {
            at -= weight;
            if (at < 0)
            {
                return (fault, null);
            }
        }

        foreach (var (lie, fault, weight) in Lies)
        {
            at -= weight;
            if (at < 0)
            {
                return (fault.Length == 0 ? null : fault, lie);
            }
        }

        return (null, null);
    }
}
