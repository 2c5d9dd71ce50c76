namespace Gateway.Files;

/// <summary>Registers what gets files and keeps them.</summary>
internal static class FileSetup
{
    /// <param name="isSimulated">Whether a URL is a file of the sandbox inside this process.</param>
    public static void AddFiles(this IServiceCollection services, ResultOptions options, Func<IServiceProvider, Func<Uri, bool>> isSimulated)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new ResultFetch(options.AllowedNetworks, isSimulated(provider)));
    }
}
