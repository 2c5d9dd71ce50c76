using System.Diagnostics;

namespace Gateway.Benchmarks.Processes;

/// <summary>A store that speaks S3, of Node.js: that of the tests.</summary>
internal sealed class Bucket : IAsyncDisposable
{
    private const string Key = "S3RVER";

    private readonly Process process;
    private readonly string url;

    private Bucket(Process process, string url) => (this.process, this.url) = (process, url);

    /// <summary>As arguments of a gateway that keeps its results there.</summary>
    public IReadOnlyList<string> Settings =>
    [
        "--Results:Keep=s3", $"--Results:S3:Endpoint={url}", "--Results:S3:Bucket=videos", $"--Results:S3:AccessKey={Key}", $"--Results:S3:SecretKey={Key}",
    ];

    /// <param name="folder">Where it keeps what it is sent.</param>
    /// <returns>Null when its packages are missing.</returns>
    public static async Task<Bucket?> Start(string folder)
    {
        if (Sources(AppContext.BaseDirectory) is not { } sources)
        {
            return null;
        }

        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(sources, "server.mjs"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new Bucket(process, $"http://127.0.0.1:{await process.StandardOutput.ReadLineAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>In the checkout that this was built from.</summary>
    private static string? Sources(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Gateway.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is not null && Path.Combine(folder, "tests", "S3") is var sources && Directory.Exists(Path.Combine(sources, "node_modules")) ? sources : null;
    }
}
