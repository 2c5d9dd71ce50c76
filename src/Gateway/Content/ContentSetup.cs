namespace Gateway.Content;

/// <summary>Registers what serves files.</summary>
internal static class ContentSetup
{
    public static void AddContent(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<FinishedTasks>();
        services.AddSingleton<UpstreamFile>();
        services.AddSingleton<KeptContent>();
        services.AddSingleton<ContentSender>();
    }
}
