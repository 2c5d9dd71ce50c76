using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>The gateway writes into its data folder and nowhere else.</summary>
public sealed class ReadOnlyRootTests : IDisposable
{
    /// <summary>In a file system of its own in which only the folder data can be written.</summary>
    private const string ReadOnly = "mount --bind data data && mount -o remount,bind,ro / && ! touch x 2>/dev/null && ! touch /tmp/x 2>/dev/null && exec \"$@\"";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_starts_and_finishes_a_task_where_nothing_else_can_be_written()
    {
        Directory.CreateDirectory(folder.File("data"));
        Assert.SkipUnless(await CanBeMade(), "This user may make no file system of their own (unshare).");
        using var gateway = Start("dotnet", Path.Combine(AppContext.BaseDirectory, "Gateway.dll"));
        try
        {
            using var limit = new CancellationTokenSource(LongestStart);
            string? line;
            do
            {
                line = await gateway.StandardOutput.ReadLineAsync(limit.Token);
                line.ShouldNotBeNull("The gateway ended.");
            }
            while (!line.StartsWith("Gateway listens on ", StringComparison.Ordinal));

            _ = gateway.StandardOutput.ReadToEndAsync(limit.Token);
            using var client = new HttpClient { BaseAddress = new Uri(line.Split(' ')[3]) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", Settings.SandboxClientKey);
            using var created = await client.Create(SeedExamples.Text);
            var task = await client.Wait((await created.Json()).Text("id"), ["completed", "failed"], 30);
            task.Text("status").ShouldBe("completed");
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
        }

        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder.File("data")]);
    }

    private async Task<bool> CanBeMade()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
        {
            return false;
        }

        using var probe = Start("true");
        await probe.WaitForExitAsync();
        return probe.ExitCode == 0;
    }

    private Process Start(params string[] command)
    {
        string[] mapped = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        var start = new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", .. mapped, "sh", "-c", ReadOnly, "sh", .. command])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Urls"] = "http://127.0.0.1:0", ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Sandbox__QueuedFor"] = "00:00:00", ["Sandbox__RunsFor"] = "00:00:00",
                ["Polling__InitialDelay"] = "00:00:00.050", ["Polling__Interval"] = "00:00:00.100",
            },
        };
        return Process.Start(start)!;
    }
}
