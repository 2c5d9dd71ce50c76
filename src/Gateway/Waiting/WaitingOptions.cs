using Gateway.Configuration;

namespace Gateway.Waiting;

/// <summary>The <c>Waiting</c> section.</summary>
/// <param name="PerKey">How many calls of one client key may wait for a task at once; a further one is answered 429.</param>
internal sealed record WaitingOptions(int PerKey)
{
    public static WaitingOptions Read(ConfigReader section) => new(section.Int("PerKey", 1000, 0, 1_000_000));
}
