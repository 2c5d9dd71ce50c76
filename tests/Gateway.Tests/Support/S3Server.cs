using System.Diagnostics;
using System.Globalization;

namespace Gateway.Tests.Support;

/// <summary>A store that speaks S3, of Node.js, on a port of its own. Without it a test is skipped; with <c>CI=true</c> it fails instead.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Key = "S3RVER";

    private static readonly string Sources = Repository.PathOf("tests/S3");

    private readonly TestFolder folder = new();
    private readonly Process process;

    private S3Server()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Sources, "server.mjs"), folder.Path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        process = Process.Start(start)!;
    }

    public string Url { get; private set; } = "";

    public static async Task<S3Server> Start()
    {
        Tools.Require(Directory.Exists(Path.Combine(Sources, "node_modules")), "Its packages are missing: npm ci --prefix tests/S3");
        var server = new S3Server();
        server.Url = $"http://127.0.0.1:{await server.process.StandardOutput.ReadLineAsync()}";
        return server;
    }

    /// <summary>As the settings of a gateway that keeps its results there.</summary>
    /// <param name="url">What stands before it, if anything does.</param>
    public IEnumerable<(string Key, string? Value)> Settings(string? url = null) =>
    [
        ("Results:Keep", "s3"), ("Results:S3:Endpoint", url ?? Url), ("Results:S3:Bucket", "videos"), ("Results:S3:Prefix", "kept/"),
        ("Results:S3:AccessKey", Key), ("Results:S3:SecretKey", Key),
    ];

    /// <summary>The names of all objects.</summary>
    public IReadOnlyList<string> Objects() =>
    [
        .. Directory.GetFiles(folder.Path, "*._S3rver_object", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(folder.Path, "videos"), file).Replace("._S3rver_object", "", StringComparison.Ordinal)),
    ];

    /// <summary>The parts of what was begun and neither completed nor given up.</summary>
    public IReadOnlyList<string> Parts() =>
    [
        .. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("._S3rver_uploads", StringComparison.Ordinal) && int.TryParse(Path.GetFileName(file), CultureInfo.InvariantCulture, out _)),
    ];

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }
}
