namespace Gateway.Tests.Support;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    private const int MostTries = 20;

    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                // What a gateway had begun to read may make a file beside its database while the folder is being emptied.
                Thread.Sleep(50);
            }
        }
    }
}
