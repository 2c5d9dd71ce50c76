using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>
/// What <c>deploy/kubernetes</c> renders to: every object is one that Kubernetes takes, and what belongs together fits.
/// Without <c>kubectl</c>, Node.js or the packages of <c>tests/Kubernetes</c> it is skipped; with <c>CI=true</c> it fails instead.
/// </summary>
public sealed class KubernetesTests
{
    private static readonly string Check = Repository.PathOf("tests/Kubernetes");

    public static TheoryData<string> Overlays =>
        [.. Directory.GetDirectories(Repository.PathOf("deploy/kubernetes/overlays")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task An_overlay_renders_to_objects_that_Kubernetes_takes(string overlay)
    {
        var (exit, output) = await Checked(await Rendered(overlay));
        exit.ShouldBe(0, output);
    }

    [Fact]
    public async Task A_field_that_Kubernetes_does_not_know_is_found()
    {
        var rendered = await Rendered("postgres-replicas");
        var (exit, output) = await Checked(rendered.Replace("terminationGracePeriodSeconds", "terminationGraceSeconds", StringComparison.Ordinal));
        exit.ShouldBe(1);
        output.ShouldContain("terminationGraceSeconds");
    }

    /// <summary>An empty one would be every pod of the namespace, the database's too.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_selector_is_empty(string overlay) =>
        (await Rendered(overlay)).Split('\n').Where(line => line.TrimEnd().EndsWith("elector: {}", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public async Task A_pod_is_given_the_time_that_its_hook_and_its_drain_may_take()
    {
        var rendered = await Rendered("postgres-replicas");
        var endWithin = TimeSpan.Parse(Value(rendered, "Shutdown__EndWithin:").Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
        var hook = int.Parse(Value(rendered, "seconds:"), System.Globalization.CultureInfo.InvariantCulture);
        int.Parse(Value(rendered, "terminationGracePeriodSeconds:"), System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(hook + (int)endWithin.TotalSeconds + 2);
    }

    private static string Value(string rendered, string name) =>
        rendered.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();

    private static async Task<string> Rendered(string overlay)
    {
        Tools.RequireOnPath("kubectl");
        var (exit, output) = await Run("kubectl", ["kustomize", Repository.PathOf($"deploy/kubernetes/overlays/{overlay}")], "");
        exit.ShouldBe(0, output);
        return output;
    }

    private static Task<(int Exit, string Output)> Checked(string rendered)
    {
        Tools.RequireOnPath("node");
        Tools.Require(Directory.Exists(Path.Combine(Check, "node_modules")), "Its packages are missing: npm ci --prefix tests/Kubernetes");
        return Run("node", [Path.Combine(Check, "check.mjs")], rendered);
    }

    private static async Task<(int Exit, string Output)> Run(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
