using Gateway.Upstreams;

namespace Gateway.Uploads;

/// <summary>Registers what takes images and serves them.</summary>
internal static class UploadSetup
{
    /// <param name="address">How the outside reaches the gateway.</param>
    public static void AddUploads(this IServiceCollection services, UploadOptions options, Func<IServiceProvider, Func<string>> address)
    {
        services.AddSingleton(options);
        services.AddSingleton<ImageForm>();
        services.AddSingleton<UploadImage>();
        services.AddSingleton<SentImage>();
        services.AddSingleton<IImagePlace>(provider => options.Via is { } name
            ? ActivatorUtilities.CreateInstance<UpstreamPlace>(provider, provider.GetRequiredService<UpstreamRegistry>().Find(name)!)
            : ActivatorUtilities.CreateInstance<StorePlace>(provider, address(provider)));
    }
}
