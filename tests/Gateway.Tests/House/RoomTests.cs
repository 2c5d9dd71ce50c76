namespace Gateway.Tests.House;

/// <summary>Who may import whom. A new arrow is a decision: it is made here, not by an editor's quick fix.</summary>
public sealed class RoomTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string[]> MayImport = new()
    {
        ["Canonical"] = [],
        ["Audit"] = ["Canonical"],
        ["Configuration"] = ["Canonical"],
        ["Http"] = ["Canonical"],
        ["Files"] = ["Canonical", "Configuration", "Outbound", "Signing", "Tasks"],
        ["Dialects"] = ["Canonical"],
        ["Models"] = ["Canonical", "Configuration", "Http"],
        ["Quotas"] = ["Canonical", "Configuration"],
        ["Upstreams"] = ["Canonical", "Configuration", "Dialects"],
        ["Simulation"] = ["Configuration", "Sandbox", "Upstreams"],
        ["Routing"] = ["Audit", "Canonical", "Dialects", "Http", "Models", "Simulation", "Upstreams"],
        ["Keys"] = ["Audit", "Canonical", "Configuration", "Http", "Quotas"],
        ["Tasks"] = ["Audit", "Canonical", "Configuration", "Dialects", "Quotas", "Routing", "Upstreams"],
        ["Storage"] = ["Audit", "Callbacks", "Canonical", "Configuration", "Files", "Keys", "Quotas", "Routing", "Signing", "Tasks", "Telemetry"],
        ["Workers"] = ["Callbacks", "Canonical", "Dialects", "Files", "Routing", "Tasks", "Telemetry", "Upstreams"],
        ["Telemetry"] = ["Canonical", "Configuration", "Dialects", "Http", "Models", "Routing", "Tasks", "Upstreams"],
        ["Health"] = [],
        ["Listening"] = ["Configuration", "Http", "Outbound"],
        ["Outbound"] = ["Configuration"],
        ["Callbacks"] = ["Audit", "Canonical", "Configuration", "Http", "Outbound", "Signing", "Tasks"],
        ["Signing"] = ["Canonical", "Configuration"],
        ["Generations"] = ["Audit", "Callbacks", "Canonical", "Dialects", "Http", "Keys", "Models", "Quotas", "Routing", "Tasks", "Workers"],
        ["Waiting"] = ["Canonical", "Configuration", "Generations", "Keys", "Tasks", "Telemetry"],
        ["Videos"] = ["Canonical", "Dialects", "Files", "Generations", "Http", "Keys", "Models", "Quotas", "Tasks", "Telemetry", "Waiting"],
        ["Admin"] = ["Audit", "Callbacks", "Canonical", "Configuration", "Dialects", "Generations", "Http", "Keys", "Models", "Quotas", "Routing", "Simulation", "Tasks", "Upstreams", "Videos"],
        ["Uploads"] = ["Canonical", "Configuration", "Dialects", "Files", "Generations", "Http", "Keys", "Routing", "Tasks", "Upstreams"],
        ["Content"] = ["Canonical", "Files", "Http", "Keys", "Outbound", "Tasks", "Telemetry"],
        ["WebConsole"] = ["Http"],
        ["OpenApi"] = ["Canonical", "Http", "Models"],
    };

    private static readonly Dictionary<string, string> OnlyRoomOf = new()
    {
        ["Microsoft.Data.Sqlite"] = "Storage",
        ["SQLitePCL"] = "Storage",
        ["Yarp"] = "Content",
        ["Amazon"] = "Files",
        ["Polly"] = "Upstreams",
        ["OpenTelemetry"] = "Telemetry",
        ["Serilog"] = "Telemetry",
        ["Swashbuckle"] = "OpenApi",
        ["Microsoft.OpenApi"] = "OpenApi",
    };

    public static TheoryData<string> All => [.. Rooms.All];

    [Theory]
    [MemberData(nameof(All))]
    public void A_room_imports_only_the_rooms_it_may(string room) => Rooms.Others(room).Except(MayImport[room]).ShouldBeEmpty();

    [Fact]
    public void The_rooms_stand_on_floors_without_a_circle()
    {
        var (floors, inCircles) = Rooms.Stack(Rooms.Graph);
        foreach (var (floor, rooms) in floors.Index().Reverse())
        {
            output.WriteLine($"{floor,2}  {string.Join(", ", rooms.Select(room => $"{room} ({string.Join(' ', Rooms.Graph[room].Order(StringComparer.Ordinal))})"))}");
        }

        inCircles.ShouldBeEmpty();
    }

    [Fact]
    public void A_circle_would_be_found()
    {
        var graph = new Dictionary<string, IReadOnlySet<string>>
        {
            ["Ground"] = new HashSet<string>(),
            ["Stairs"] = new HashSet<string> { "Ground", "Attic" },
            ["Attic"] = new HashSet<string> { "Stairs" },
        };
        var (floors, inCircles) = Rooms.Stack(graph);
        floors.ShouldHaveSingleItem().ShouldBe(["Ground"]);
        inCircles.ShouldBe(["Stairs", "Attic"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_vendor_package_is_known_to_one_room(string room) =>
        Rooms.Imports(room)
            .Where(import => OnlyRoomOf.Any(rule => import.StartsWith(rule.Key, StringComparison.Ordinal) && rule.Value != room))
            .ShouldBeEmpty();

    [Fact]
    public void No_dialect_imports_another()
    {
        foreach (var dialect in Directory.GetDirectories(Path.Combine(Rooms.Source, "Dialects")))
        {
            Rooms.Imports(Path.Combine("Dialects", Path.GetFileName(dialect)))
                .Where(import => import.StartsWith("Gateway.Dialects.", StringComparison.Ordinal))
                .Where(import => import != $"Gateway.Dialects.{Path.GetFileName(dialect)}")
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_room_is_one_level_deep_but_for_dialects_and_engines() =>
        Directory.GetDirectories(Rooms.Source, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(Rooms.Source, folder).Replace('\\', '/'))
            .Where(folder => !folder.StartsWith("bin", StringComparison.Ordinal) && !folder.StartsWith("obj", StringComparison.Ordinal))
            .Where(folder => folder.Contains('/'))
            .Where(folder => !folder.StartsWith("Dialects/", StringComparison.Ordinal) && !folder.StartsWith("Storage/", StringComparison.Ordinal))
            // The console's own files, which are no C#.
            .Where(folder => !folder.StartsWith("WebConsole/site", StringComparison.Ordinal))
            .ShouldBeEmpty();
}
