using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>Prometheus' own checker, of Debian's package <c>prometheus</c>.</summary>
internal static class Promtool
{
    /// <summary>Skips the test when it is not there; in CI the test fails.</summary>
    public static void Require() => Tools.RequireOnPath("promtool");

    /// <returns>Its exit code and everything that it said.</returns>
    public static async Task<(int Exit, string Output)> Run(string[] arguments, string? input = null)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = Task.WhenAll(promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.StandardInput.WriteAsync(input);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, string.Concat(await output));
    }
}
