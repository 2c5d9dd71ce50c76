using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>The calls that the README shows work when they are pasted.</summary>
public sealed partial class ReadmeTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private GatewayHost gateway = null!;
    private SandboxHost sandbox = null!;
    private Operator admin = null!;

    public static TheoryData<string> Calls =>
        [.. Blocks().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(block => block.Groups["text"].Value).Where(text => text.Contains("curl ", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Start();
        gateway = await GatewayHost.Start(settings: [Operator.Setting, ("Sandbox:Enabled", "true"), ("Sandbox:Journal", folder.File("jobs"))]);
        admin = new Operator(gateway);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await gateway.DisposeAsync();
        await sandbox.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_of_the_README_works_when_it_is_pasted(string call)
    {
        var (exit, answer) = await Shell(await Here(call));
        exit.ShouldBe(0, answer);
        answer.ShouldNotContain("\"error\"");
    }

    [Fact]
    public void It_shows_enough_of_them() => Calls.Count.ShouldBeGreaterThan(7);

    /// <summary>The call as somebody would paste it who has this gateway, a task and a key of it.</summary>
    private async Task<string> Here(string call) => call
        .Replace("http://localhost:8080", gateway.Url, StringComparison.Ordinal)
        .Replace("http://localhost:9090", sandbox.Url, StringComparison.Ordinal)
        .Replace("sk-sandbox", GatewayHost.Key, StringComparison.Ordinal)
        .Replace("sandbox-key", SandboxHost.Keys[0], StringComparison.Ordinal)
        .Replace("video_01KAHR…", await UnresolvedTask(), StringComparison.Ordinal)
        .Replace("key_01KAHR…", (await admin.Done("POST", "/keys", Operator.NewKey)).Text("id"), StringComparison.Ordinal);

    private async Task<string> UnresolvedTask()
    {
        var id = await gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        (await admin.Get($"/tasks/{id}")).Text("internal", "state").ShouldBe("unknown");
        return id;
    }

    private static async Task<(int Exit, string Output)> Shell(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euc", script])
        {
            RedirectStandardOutput = true,
            Environment = { ["ADMIN_KEY"] = Operator.Key },
        };
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, output);
    }

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
