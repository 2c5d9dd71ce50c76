using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.House;

/// <summary>What belongs together in <c>docker-compose.yml</c> and the files that it takes fits.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = File.ReadAllText(Repository.PathOf("docker-compose.yml"));

    [Fact]
    public async Task Every_secret_is_made_by_the_script_and_stays_when_it_runs_again()
    {
        using var folder = new TestFolder();
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "deploy/compose")).FullName, "make-secrets.sh");
        File.Copy(Repository.PathOf("deploy/compose/make-secrets.sh"), script);
        var output = await Run(script);
        var made = Read(folder.Path);
        made.Keys.Append("toapis-key").Order(StringComparer.Ordinal).ShouldBe(SecretFile().Matches(Compose).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
        output.ShouldContain("Missing: secrets/toapis-key");
        made["signing-key"].Trim().Length.ShouldBeGreaterThanOrEqualTo(32);
        made["pgpass"].ShouldEndWith($":{made["postgres-password"]}\n");
        made["pgbouncer-users"].ShouldBe($"\"gateway\" \"{made["postgres-password"]}\"\n");

        await Run(script);
        Read(folder.Path).ShouldBe(made, ignoreOrder: true);
    }

    [Fact]
    public void A_gateway_is_given_every_secret_that_its_settings_name()
    {
        var gateway = Service("gateway");
        var given = GivenSecrets().Match(gateway).Groups["names"].Value.Split(", ");
        var named = NamedSecret().Matches(gateway).Select(match => match.Groups["name"].Value).Distinct().ToList();
        named.Order(StringComparer.Ordinal).ShouldBe(given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_gateway_is_given_the_time_that_its_drain_may_take()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json")).Build();
        var endWithin = Settings.Read(shipped, isDevelopment: false).Shutdown.EndWithin;
        int.Parse(Value(Compose, "stop_grace_period").TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan((int)endWithin.TotalSeconds + 2);
    }

    /// <summary>In its container a gateway listens on every address, and a link can begin with none of these.</summary>
    [Fact]
    public void Links_of_the_sandbox_begin_with_the_port_at_which_it_is_reached()
    {
        var sandbox = Service("sandbox");
        new Uri(Value(sandbox, "PublicUrl")).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(Value(sandbox, "ports").Trim('[', ']', '"').Split(':')[1]);
    }

    [Fact]
    public void All_gateways_see_the_same_files()
    {
        var volume = Value(Service("gateway"), "volumes").Trim('[', ']', '"').Split(':');
        volume.ShouldBe(["gateway-data", "/var/lib/gateway/data"]);
        Compose[Compose.LastIndexOf("\nvolumes:", StringComparison.Ordinal)..].ShouldContain($"\n  {volume[0]}:\n");
    }

    private static string Service(string name)
    {
        var rest = Compose[(Compose.IndexOf($"\n  {name}:\n", StringComparison.Ordinal) + 3)..];
        return rest[..rest.IndexOf("\n\n", StringComparison.Ordinal)];
    }

    private static string Value(string text, string name) =>
        text.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    private static Dictionary<string, string> Read(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "secrets")).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    private static async Task<string> Run(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", [script]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    [GeneratedRegex(@"file: \./secrets/(?<name>[a-z-]+)")]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"/run/secrets/(?<name>[a-z-]+)")]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"secrets: \[(?<names>[a-z, -]+)\]")]
    private static partial Regex GivenSecrets();
}
