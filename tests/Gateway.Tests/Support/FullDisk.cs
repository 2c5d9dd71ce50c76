using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>A small disk that is full, as one process alone sees it, with which it goes.</summary>
/// <param name="gateway">The process.</param>
/// <param name="folder">Where the process has it.</param>
internal sealed class FullDisk(GatewayProcess gateway, string folder)
{
    private const string Fill = "mount -t tmpfs -o size=4m tmpfs \"$1\" && { head -c 5m /dev/zero > \"$1/filler\" 2>/dev/null; shift; exec \"$@\"; }";

    /// <summary>How whoever is in no such process sees it.</summary>
    public string Path => $"/proc/{gateway.Id}/root{folder}";

    /// <summary>Has the gateway be started with one. Skips the test where this user may not make one.</summary>
    public static async Task<FullDisk> For(GatewayProcess gateway, string folder)
    {
        Directory.CreateDirectory(folder);
        gateway.Wrapper = Command(folder);
        var mayMakeOne = OperatingSystem.IsLinux() && File.Exists(gateway.Wrapper[0]);
        if (mayMakeOne)
        {
            using var probe = Process.Start(gateway.Wrapper[0], [.. gateway.Wrapper.Skip(1), "true"]);
            await probe.WaitForExitAsync();
            mayMakeOne = probe.ExitCode == 0;
        }

        Assert.SkipUnless(mayMakeOne, "This user may make no file system of their own (unshare).");
        return new FullDisk(gateway, folder);
    }

    /// <summary>As when somebody tidies up.</summary>
    public void MakeRoom() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    /// <summary>The names of what the gateway has written.</summary>
    public IEnumerable<string> Files() =>
        Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetFileName(file)).Where(file => file != "filler");

    private static string[] Command(string folder)
    {
        string[] mapped = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        return ["/usr/bin/unshare", "--mount", "--propagation", "private", .. mapped, "sh", "-c", Fill, "sh", folder];
    }
}
