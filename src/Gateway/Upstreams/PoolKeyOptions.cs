using Gateway.Configuration;

namespace Gateway.Upstreams;

/// <summary>One of an upstream's keys.</summary>
/// <param name="Id">What logs, tasks and operators call it.</param>
/// <param name="Secret">The bearer token; never logged, stored or answered.</param>
/// <param name="Enabled">A key that is not enabled takes no new work, but still polls what it created.</param>
internal sealed record PoolKeyOptions(string Id, string Secret, bool Enabled)
{
    public static PoolKeyOptions Read(ConfigReader section) => new(
        section.Required("Id"),
        section.Secret("Secret"),
        section.Bool("Enabled", true));

    public override string ToString() => Id;
}
