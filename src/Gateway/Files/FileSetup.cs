namespace Gateway.Files;

/// <summary>Registers what gets files, keeps them and makes links to them.</summary>
internal static class FileSetup
{
    /// <param name="isSimulated">Whether a URL is a file of the sandbox inside this process.</param>
    /// <param name="address">How the outside reaches the gateway.</param>
    public static void AddFiles(
        this IServiceCollection services, ResultOptions options, Func<IServiceProvider, Func<Uri, bool>> isSimulated, Func<IServiceProvider, Func<string>> address)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new ResultFetch(options.AllowedNetworks, isSimulated(provider)));
        services.AddSingleton<FileStores>();
        services.AddSingleton<FileCopy>();
        services.AddSingleton<LinkSigner>();
        services.AddSingleton(provider => new ResultLinks(
            options, provider.GetRequiredService<LinkSigner>(), address(provider), provider.GetRequiredService<TimeProvider>()));
    }
}
