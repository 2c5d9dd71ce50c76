using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// The clients that <c>openapi/generate</c> makes compile strictly and work, and what <c>docs/clients.md</c> shows works as it stands there.
/// Without an interpreter or the packages of <c>openapi</c> a test is skipped; with <c>CI=true</c> it fails instead.
/// </summary>
public sealed class ClientsTests : IAsyncLifetime
{
    private static readonly string Folder = Repository.PathOf("openapi");

    private readonly TestFolder folder = new();
    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, settings:
        [
            ("Clients:3:Name", "poor"), ("Clients:3:Key", "sk-test-poor"), ("Clients:3:Budget:Amount", "0"), ("Clients:3:Budget:Period", "total"),
            ("Clients:4:Name", "slow"), ("Clients:4:Key", "sk-test-slow"), ("Clients:4:RequestsPerMinute", "1"),
            ("Upstreams:legacy:Keys:0:MaxInFlight", "1"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("gateway.v1.json")]
    [InlineData("gateway.v1-plain.json")]
    [InlineData("admin.v1.json")]
    public async Task A_document_is_lint_clean(string document)
    {
        NeedPackages();
        var output = await Run("node", [Path.Combine(Folder, "node_modules/@redocly/cli/bin/cli.js"), "lint", document, "--config", "redocly.yaml", "--format=github-actions"], Folder);
        output.ShouldContain("is valid");
        output.ShouldNotContain("::warning");
    }

    [Theory]
    [InlineData("use")]
    [InlineData("page")]
    public async Task The_generated_Csharp_client_compiles_strictly_and_works(string program)
    {
        var work = Path.Combine(await Generated(), "csharp");
        File.Copy(Path.Combine(Folder, "clients/csharp/Client.csproj"), Path.Combine(work, "Client.csproj"));
        await File.WriteAllTextAsync(
            Path.Combine(work, "Program.cs"), program == "page" ? ClientsPage.Blocks("csharp")[0] : await File.ReadAllTextAsync(Path.Combine(Folder, "clients/csharp/Use.cs")));
        var output = await Run("dotnet", ["run", "--project", work], work);
        output.ShouldContain(program == "page" ? "http" : "all of it");
    }

    [Theory]
    [InlineData("use")]
    [InlineData("page")]
    public async Task The_generated_TypeScript_client_compiles_strictly_and_works(string program)
    {
        var work = Path.Combine(await Generated(), "typescript");
        Directory.CreateSymbolicLink(Path.Combine(work, "node_modules"), Path.Combine(Folder, "node_modules"));
        foreach (var file in (string[])["package.json", "tsconfig.json"])
        {
            File.Copy(Path.Combine(Folder, "clients/typescript", file), Path.Combine(work, file));
        }

        await File.WriteAllTextAsync(
            Path.Combine(work, "program.ts"), program == "page" ? ClientsPage.Blocks("typescript")[0] : await File.ReadAllTextAsync(Path.Combine(Folder, "clients/typescript/use.ts")));
        await Run("node", [Path.Combine(Folder, "node_modules/typescript/bin/tsc"), "-p", work], work);
        var output = await Run("node", [Path.Combine(work, "out/program.js")], work);
        output.ShouldContain(program == "page" ? "http" : "all of it");
    }

    [Theory]
    [InlineData("python", "python3", "http")]
    [InlineData("bash", "bash", "\"status\":\"completed\"")]
    public async Task What_the_page_shows_works_as_it_stands_there(string language, string interpreter, string expected)
    {
        Tools.RequireOnPath(interpreter, "curl");
        var file = Path.Combine(folder.Path, $"page.{language}");
        await File.WriteAllTextAsync(file, ClientsPage.Blocks(language)[0]);
        (await Run(interpreter, [file], folder.Path)).ShouldContain(expected);
    }

    private static void NeedPackages()
    {
        Tools.RequireOnPath("node");
        Tools.Require(Directory.Exists(Path.Combine(Folder, "node_modules")), "Its packages are missing: npm ci --prefix openapi");
    }

    private async Task<string> Generated()
    {
        NeedPackages();
        await Run(Path.Combine(Folder, "generate"), [folder.Path], folder.Path);
        return folder.Path;
    }

    private async Task<string> Run(string program, IEnumerable<string> arguments, string work)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("GATEWAY_URL", gateway.Url), ("GATEWAY_KEY", GatewayHost.Key), ("NARROW_KEY", GatewayHost.NarrowKey), ("POOR_KEY", "sk-test-poor"),
            ("SLOW_KEY", "sk-test-slow"), ("WRONG_KEY", "sk-nobody"), ("NO_PROXY", "*"), ("no_proxy", "*"), ("REDOCLY_TELEMETRY", "off"), ("DOTNET_NOLOGO", "1"),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var said = await output + await errors;
        process.ExitCode.ShouldBe(0, said);
        return said;
    }
}
