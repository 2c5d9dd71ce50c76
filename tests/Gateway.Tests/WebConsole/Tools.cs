using Gateway.Tests.Support;

namespace Gateway.Tests.WebConsole;

/// <summary>What is not part of .NET and checks the console.</summary>
internal static class Tools
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>The system's Chromium; Playwright's own is not asked for.</summary>
    public static string? Chromium => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Browsers.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>A file of the packages that <c>npm ci --prefix openapi</c> brings.</summary>
    public static string Package(string path) => Repository.PathOf("openapi", "node_modules", path);

    /// <summary>Skips the test when something is missing; CI installs it, so there the test fails.</summary>
    public static void Require(bool isThere, string problem)
    {
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(problem);
        }

        Assert.SkipUnless(isThere, problem);
    }
}
