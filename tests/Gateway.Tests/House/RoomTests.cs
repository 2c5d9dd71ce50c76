using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>Who may import whom. A new arrow is a decision: it is made here, not by an editor's quick fix.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, string[]> MayImport = new()
    {
        ["Canonical"] = [],
        ["Configuration"] = ["Canonical"],
        ["Http"] = ["Canonical"],
        ["Dialects"] = ["Canonical"],
        ["Models"] = ["Canonical", "Configuration", "Http"],
        ["Quotas"] = ["Canonical", "Configuration"],
        ["Upstreams"] = ["Canonical", "Configuration", "Dialects"],
        ["Simulation"] = ["Configuration", "Sandbox", "Upstreams"],
        ["Routing"] = ["Canonical", "Dialects", "Http", "Models", "Simulation", "Upstreams"],
        ["Keys"] = ["Canonical", "Configuration", "Http", "Quotas"],
        ["Tasks"] = ["Canonical", "Configuration", "Dialects", "Quotas", "Routing", "Upstreams"],
        ["Storage"] = ["Canonical", "Configuration", "Keys", "Quotas", "Routing", "Tasks"],
        ["Workers"] = ["Canonical", "Dialects", "Routing", "Tasks", "Upstreams"],
        ["Telemetry"] = ["Canonical", "Configuration", "Http"],
        ["Health"] = ["Tasks"],
        ["Videos"] = ["Canonical", "Dialects", "Http", "Keys", "Models", "Quotas", "Routing", "Tasks", "Workers"],
        ["Admin"] = ["Canonical", "Configuration", "Dialects", "Http", "Keys", "Models", "Quotas", "Routing", "Simulation", "Tasks", "Upstreams", "Videos"],
        ["OpenApi"] = ["Models"],
    };

    private static readonly Dictionary<string, string> OnlyRoomOf = new()
    {
        ["Microsoft.Data.Sqlite"] = "Storage",
        ["SQLitePCL"] = "Storage",
        ["Polly"] = "Upstreams",
        ["Serilog"] = "Telemetry",
        ["Swashbuckle"] = "OpenApi",
        ["Microsoft.OpenApi"] = "OpenApi",
    };

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Source).Where(HoldsCode).Select(folder => Path.GetFileName(folder))];

    private static string Source => Repository.PathOf("src", "Gateway");

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_imports_only_the_rooms_it_may(string room) =>
        Imports(room)
            .Where(import => import.StartsWith("Gateway.", StringComparison.Ordinal))
            .Select(import => import.Split('.')[1])
            .Where(other => other != room)
            .Distinct()
            .Except(MayImport[room])
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_vendor_package_is_known_to_one_room(string room) =>
        Imports(room)
            .Where(import => OnlyRoomOf.Any(rule => import.StartsWith(rule.Key, StringComparison.Ordinal) && rule.Value != room))
            .ShouldBeEmpty();

    [Fact]
    public void No_dialect_imports_another()
    {
        foreach (var dialect in Directory.GetDirectories(Path.Combine(Source, "Dialects")))
        {
            Imports(Path.Combine("Dialects", Path.GetFileName(dialect)))
                .Where(import => import.StartsWith("Gateway.Dialects.", StringComparison.Ordinal))
                .Where(import => import != $"Gateway.Dialects.{Path.GetFileName(dialect)}")
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_room_is_one_level_deep_but_for_dialects_and_engines() =>
        Directory.GetDirectories(Source, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(Source, folder).Replace('\\', '/'))
            .Where(folder => !folder.StartsWith("bin", StringComparison.Ordinal) && !folder.StartsWith("obj", StringComparison.Ordinal))
            .Where(folder => folder.Contains('/'))
            .Where(folder => !folder.StartsWith("Dialects/", StringComparison.Ordinal) && !folder.StartsWith("Storage/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static bool HoldsCode(string folder) =>
        Path.GetFileName(folder) is not ("bin" or "obj") && Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Length > 0;

    private static IEnumerable<string> Imports(string room) =>
        from file in Directory.GetFiles(Path.Combine(Source, room), "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        let match = Using().Match(line)
        where match.Success
        select match.Groups[1].Value;

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?([\w.]+);")]
    private static partial Regex Using();
}
