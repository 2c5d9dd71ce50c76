namespace Gateway.Tests.Support;

/// <summary>What is not part of .NET, and tests need: programs, servers and packages.</summary>
internal static class Tools
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>The system's Chromium; Playwright's own is not asked for.</summary>
    public static string? Chromium => Browsers.Select(OnPath).OfType<string>().FirstOrDefault();

    /// <summary>A file of the packages that <c>npm ci --prefix openapi</c> brings.</summary>
    public static string Package(string path) => Repository.PathOf("openapi", "node_modules", path);

    /// <summary>Skips the test when something is missing. CI installs it, so there the test fails: what nobody tests would otherwise pass.</summary>
    public static void Require(bool isThere, string problem)
    {
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(problem);
        }

        Assert.SkipUnless(isThere, problem);
    }

    /// <summary>The same for programs.</summary>
    public static void RequireOnPath(params string[] programs)
    {
        foreach (var program in programs)
        {
            Require(OnPath(program) is not null, $"There is no {program}.");
        }
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
