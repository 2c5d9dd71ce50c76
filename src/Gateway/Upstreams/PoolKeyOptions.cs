using Gateway.Configuration;

namespace Gateway.Upstreams;

/// <summary>One of an upstream's keys.</summary>
/// <param name="Id">What logs, tasks and operators call it.</param>
/// <param name="Secret">The bearer token; never logged, stored or answered.</param>
/// <param name="Weight">Share of the work beside the other keys.</param>
/// <param name="MaxInFlight">Tasks that may be under way with it, from submission to their end; 0 is no limit.</param>
/// <param name="RequestsPerMinute">Creates a minute; 0 is no limit.</param>
/// <param name="Enabled">A key that is not enabled takes no new work, but still polls what it created.</param>
internal sealed record PoolKeyOptions(string Id, string Secret, int Weight, int MaxInFlight, int RequestsPerMinute, bool Enabled)
{
    private const int Most = 1_000_000;

    /// <summary>Polls a minute, of all replicas together; 0 is no limit.</summary>
    public int PollsPerMinute { get; init; }

    public static PoolKeyOptions Read(ConfigReader section) => new(
        section.Required("Id"),
        section.Secret("Secret"),
        section.Int("Weight", 1, 1, 1000),
        section.Int("MaxInFlight", 0, 0, Most),
        section.Int("RequestsPerMinute", 0, 0, Most),
        section.Bool("Enabled", true))
    {
        PollsPerMinute = section.Int("PollsPerMinute", 0, 0, Most),
    };

    public override string ToString() => Id;
}
