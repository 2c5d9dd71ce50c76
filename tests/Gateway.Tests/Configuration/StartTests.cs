using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>What keeps the process from starting is said in a sentence, with an exit code.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_a_fault()
    {
        await File.WriteAllTextAsync(folder.File("notes.txt"), new string('x', 5000));
        (await Start("notes.txt")).ShouldBe((1, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_fault()
    {
        await File.WriteAllTextAsync(folder.File("notes.txt"), "");
        (await Start("notes.txt/gateway.db")).ShouldBe((1, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task The_database_of_a_newer_version_is_a_fault()
    {
        SqliteFile.OfSchema(folder.File("new.db"), 999);
        (await Start("new.db")).ShouldBe((1, "Storage:ConnectionString"));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_a_fault()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        (await Start("gateway.db", ((IPEndPoint)other.LocalEndpoint).Port)).ShouldBe((1, "Urls"));
    }

    /// <returns>The exit code and the one faulty setting.</returns>
    private async Task<(int Code, string Setting)> Start(string database, int port = 0)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Gateway.dll"),
                "--Urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                "--Storage:ConnectionString", $"Data Source={folder.File(database)}",
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(limit.Token);
        var lines = (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2, await error);
        return (process.ExitCode, lines[1].Trim().Split(' ')[0]);
    }
}
