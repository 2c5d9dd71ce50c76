using Gateway.Servers;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>The servers that tests start don't outlive them.</summary>
public sealed class ServerScriptTests
{
    [Fact]
    public async Task A_server_and_its_folder_are_gone_when_its_input_has_ended()
    {
        Assert.SkipWhen(ServerScript.Missing() is not null, ServerScript.Missing() ?? "");
        var name = $"gateway-sleeper-{Guid.NewGuid():N}";
        using (ServerScript.Start(name, "serve() { exec sleep 60; }", "TERM", []))
        {
            await Eventually.True(() => Left(name).Any(folder => File.Exists(Path.Combine(folder, "pid"))));
        }

        Left(name).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_run_left_behind_goes_at_the_next_start()
    {
        Assert.SkipWhen(ServerScript.Missing() is not null, ServerScript.Missing() ?? "");
        var name = $"gateway-sleeper-{Guid.NewGuid():N}";

        // Made by the server's own user, and named after a process that is gone.
        using (ServerScript.Start($"{name}-maker", $"mkdir /tmp/{name}-4194304-left; serve() {{ exec sleep 60; }}", "TERM", []))
        {
            await Eventually.True(() => Directory.Exists($"/tmp/{name}-4194304-left"));
        }

        using (ServerScript.Start(name, "serve() { exec sleep 60; }", "TERM", []))
        {
            await Eventually.True(() => !Directory.Exists($"/tmp/{name}-4194304-left"));
        }
    }

    private static string[] Left(string name) => Directory.GetDirectories("/tmp", $"{name}-*");
}
