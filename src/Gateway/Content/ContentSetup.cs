namespace Gateway.Content;

/// <summary>Registers what serves files.</summary>
internal static class ContentSetup
{
    public static void AddContent(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<UpstreamFile>();
    }
}
