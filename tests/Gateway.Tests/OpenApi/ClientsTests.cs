using System.Diagnostics;
using Gateway.Tests.Support;
using Gateway.Tests.Uploads;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// The clients that <c>openapi/generate</c> makes compile strictly and work, and what <c>docs/clients.md</c> shows works as it stands there.
/// Without an interpreter or the packages of <c>openapi</c> a test is skipped; with <c>CI=true</c> it fails instead.
/// </summary>
public sealed class ClientsTests : IAsyncLifetime
{
    private static readonly string Folder = Repository.PathOf("openapi");

    private const string Fetched = "/v1/uploads/images/file_";

    private readonly TestFolder folder = new();
    private readonly Dictionary<string, string> environment = new()
    {
        ["GATEWAY_KEY"] = GatewayHost.Key,
        ["OTHER_KEY"] = GatewayHost.OtherKey,
        ["NARROW_KEY"] = GatewayHost.NarrowKey,
        ["POOR_KEY"] = "sk-test-poor",
        ["SLOW_KEY"] = "sk-test-slow",
        ["BUSY_KEY"] = "sk-test-busy",
        ["WRONG_KEY"] = "sk-nobody",
        ["NO_PROXY"] = "*",
        ["no_proxy"] = "*",
        ["REDOCLY_TELEMETRY"] = "off",
        ["DOTNET_NOLOGO"] = "1",
    };

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;
    private GatewayHost? unwritable;
    private IDisposable? stop;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start();
        gateway = await GatewayHost.Start(upstreams.Url, settings:
        [
            ("Clients:3:Name", "poor"), ("Clients:3:Key", "sk-test-poor"), ("Clients:3:Budget:Amount", "0"), ("Clients:3:Budget:Period", "total"),
            ("Clients:4:Name", "slow"), ("Clients:4:Key", "sk-test-slow"), ("Clients:4:RequestsPerMinute", "1"),
            ("Clients:5:Name", "busy"), ("Clients:5:Key", "sk-test-busy"), ("Clients:5:MaxConcurrentTasks", "1"),
            .. UploadCalls.Into(folder.Path),
            ("Upstreams:legacy:Keys:0:MaxInFlight", "1"),
        ]);
        environment["GATEWAY_URL"] = gateway.Url;
    }

    public async ValueTask DisposeAsync()
    {
        stop?.Dispose();
        await (unwritable?.DisposeAsync() ?? ValueTask.CompletedTask);
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
        await Use(work, "Program.cs", program, "csharp", "clients/csharp/Use.cs");
        var output = await Run("dotnet", ["run", "--project", work], work);
        output.ShouldContain(program == "page" ? "http" : "all of it");
        upstreams.State.Jobs.Count(job => job.Body.Contains(Fetched, StringComparison.Ordinal)).ShouldBe(program == "page" ? 1 : 0);
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

        await Use(work, "program.ts", program, "typescript", "clients/typescript/use.ts");
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

    [Fact]
    public async Task What_the_page_shows_hands_in_an_image()
    {
        Tools.RequireOnPath("bash", "curl");
        var file = Path.Combine(folder.Path, "page.bash");
        await File.WriteAllTextAsync(file, ClientsPage.Blocks("bash")[1]);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "photo.jpg"), SampleImages.Jpeg);
        (await Run("bash", [file], folder.Path)).ShouldContain("\"id\":\"video_");
        upstreams.State.Jobs.ShouldHaveSingleItem().Body.ShouldContain(Fetched);
    }

    /// <summary>Puts the program there, and brings about what it meets.</summary>
    private async Task Use(string work, string name, string program, string language, string file)
    {
        var isPage = program == "page";
        // The page's last block is about callbacks; those before it go on from each other.
        await File.WriteAllTextAsync(
            Path.Combine(work, name), isPage ? string.Concat(ClientsPage.Blocks(language).SkipLast(1)) : await File.ReadAllTextAsync(Path.Combine(Folder, file)));
        await File.WriteAllBytesAsync(Path.Combine(work, "photo.jpg"), SampleImages.Jpeg);
        if (!isPage)
        {
            await BringAboutErrors();
        }
    }

    /// <summary>An upstream without room, a task that cannot be shown, and a gateway that cannot write.</summary>
    private async Task BringAboutErrors()
    {
        upstreams.State.Script("apimart", "rate_limited:1");
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        using var made = await other.Create(SeedExamples.Text);
        var id = (await made.Json()).Text("id");
        await other.Wait(id, ["completed"]);
        gateway.Database.Execute($"UPDATE tasks SET client_metadata = '{{broken' WHERE id = '{id}'");
        unwritable = await GatewayHost.Start(upstreams.Url);
        stop = unwritable.Database.Stop();
        (environment["BROKEN_TASK"], environment["UNWRITABLE_URL"]) = (id, unwritable.Url);
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
        foreach (var (name, value) in environment)
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
