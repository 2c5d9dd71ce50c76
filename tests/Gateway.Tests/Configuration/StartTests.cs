using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>What keeps the process from starting is said in a sentence, with an exit code.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_said()
    {
        await File.WriteAllTextAsync(folder.File("notes.txt"), new string('x', 5000));
        (await Start("notes.txt")).ShouldBe((1, Startup.NoStore, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said()
    {
        await File.WriteAllTextAsync(folder.File("notes.txt"), "");
        (await Start("notes.txt/gateway.db")).ShouldBe((1, Startup.NoStore, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task The_database_of_a_newer_version_is_said()
    {
        SqliteFile.OfSchema(folder.File("new.db"), 999);
        (await Start("new.db")).ShouldBe((1, Startup.NoStore, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_no_fault_in_the_settings()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        (await Start("gateway.db", $"--Urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}")).ShouldBe((1, Startup.NoAddress, "Urls"));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_said()
    {
        await File.WriteAllTextAsync(folder.File("cert.pem"), "none");
        (await Start("gateway.db", "--Urls=https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={folder.File("cert.pem")}"))
            .ShouldBe((1, Startup.NoAddress, "Urls"));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_said() =>
        (await Start("gateway.db", "--Sandbox:Enabled=true", $"--Sandbox:Journal={folder.Path}")).ShouldBe((1, Startup.NoStore, "Sandbox:Journal"));

    [Theory]
    [InlineData("Serilog:MinimumLevel", "Loud")]
    [InlineData("Serilog:MinimumLevel:Override:Gateway", "7")]
    [InlineData("Logging:LogLevel:Default", "Loud")]
    [InlineData("Urls", "https://127.0.0.1:0")]
    [InlineData("Admin:Key", "short-operators-key")]
    public async Task A_bad_value_is_a_fault_in_the_settings(string setting, string value) =>
        (await Start("gateway.db", $"--{setting}={value}")).ShouldBe((1, "The gateway does not start: 1 fault(s) in the settings.", setting));

    [Theory]
    [InlineData(null, "Development")]
    [InlineData("Production", "Production")]
    public async Task The_launch_profile_only_says_the_default_environment(string? chosen, string expected)
    {
        // `dotnet run` takes no comments in it, as here.
        using var profiles = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf("src", "Gateway", "Properties", "launchSettings.json")));
        var environment = profiles.RootElement.GetProperty("profiles").GetProperty("Gateway").GetProperty("environmentVariables")
            .EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);
        environment.Keys.ShouldBe([Startup.DefaultEnvironment]);
        await using var gateway = new GatewayProcess();
        foreach (var (name, value) in environment)
        {
            gateway.Settings[name] = value;
        }

        gateway.Settings.Remove("ASPNETCORE_ENVIRONMENT");
        if (chosen is not null)
        {
            gateway.Settings["ASPNETCORE_ENVIRONMENT"] = chosen;
        }

        await gateway.Start();
        await Eventually.True(() => gateway.Output.Contains($"Environment {expected}.", StringComparison.Ordinal));
    }

    /// <returns>The exit code, the headline and the one faulty setting.</returns>
    private async Task<(int Code, string Headline, string Setting)> Start(string database, params string[] settings)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Gateway.dll"),
                "--Urls=http://127.0.0.1:0",
                $"--Storage:ConnectionString=Data Source={folder.File(database)}",
                .. settings,
            ])
        { WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(limit.Token);
        var lines = (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2, await error);
        (await output).ShouldNotContain("   at ", Case.Sensitive, "a stack");
        return (process.ExitCode, lines[0], lines[1].Trim().Split(' ')[0]);
    }
}
