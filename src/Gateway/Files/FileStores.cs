namespace Gateway.Files;

/// <summary>The stores of files that the settings know. What was kept in one is read from there after the settings name another.</summary>
internal sealed class FileStores(ResultOptions options) : IDisposable
{
    private readonly FolderStore folder = new(options.FolderPath);
    private readonly S3Store? bucket = options.Bucket is { } settings ? new S3Store(settings) : null;

    /// <exception cref="IOException">The settings don't say where it is any more.</exception>
    public IFileStore Of(string place) => place switch
    {
        ResultOptions.Folder => folder,
        ResultOptions.S3 when bucket is not null => bucket,
        _ => throw new IOException($"the settings don't say where files of the kind '{place}' are"),
    };

    public void Dispose() => bucket?.Dispose();
}
