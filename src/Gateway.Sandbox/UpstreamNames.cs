namespace Gateway.Sandbox;

internal static class UpstreamNames
{
    public const string Toapis = "toapis";
    public const string Legacy = "legacy";
    public const string Apimart = "apimart";

    public static IReadOnlyList<string> All { get; } = [Toapis, Legacy, Apimart];
}
