namespace Gateway.Videos;

/// <summary>Registers what the video calls are made of.</summary>
internal static class VideoSetup
{
    public static void AddVideos(this IServiceCollection services)
    {
        services.AddSingleton<RequestCheck>();
        services.AddSingleton<CreateVideo>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<TaskAnswer>();
    }
}
