using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.WebConsole;

/// <summary>The console's JavaScript holds to the types of the API's documents.</summary>
public sealed class ConsoleTypesTests
{
    [Fact]
    public async Task TypeScript_finds_nothing_wrong_with_it()
    {
        Tools.Require(File.Exists(Tools.Package("typescript/bin/tsc")), "The packages are missing: npm ci --prefix openapi");
        using var folder = new TestFolder();
        using var check = Process.Start(new ProcessStartInfo(Repository.PathOf("openapi", "check-console"), [folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(check.StandardOutput.ReadToEndAsync(), check.StandardError.ReadToEndAsync());
        await check.WaitForExitAsync();
        check.ExitCode.ShouldBe(0, string.Concat(said));
    }
}
