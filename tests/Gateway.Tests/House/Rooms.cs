using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>The rooms of the gateway, and who imports whom: read from the <c>using</c> lines.</summary>
internal static partial class Rooms
{
    public static string Source => Repository.PathOf("src", "Gateway");

    public static IReadOnlyList<string> All { get; } =
        [.. Directory.GetDirectories(Source).Where(HoldsCode).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>For each room those that it imports.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Graph { get; } =
        All.ToDictionary(room => room, IReadOnlySet<string> (room) => Others(room).Intersect(All).ToHashSet());

    /// <summary>The namespaces that a folder's files import.</summary>
    public static IEnumerable<string> Imports(string folder) =>
        from file in Directory.GetFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        let match = Using().Match(line)
        where match.Success
        select match.Groups[1].Value;

    /// <summary>The other rooms that a room imports, and the project beside it.</summary>
    public static IEnumerable<string> Others(string room) => Imports(room)
        .Where(import => import.StartsWith("Gateway.", StringComparison.Ordinal))
        .Select(import => import.Split('.')[1])
        .Where(other => other != room)
        .Distinct();

    /// <summary>
    /// A room's floor is one above the highest that it imports; what imports nothing is on the ground. What stands in a circle, or
    /// above one, has no floor.
    /// </summary>
    /// <returns>The floors from the ground up, and the rooms without one.</returns>
    public static (IReadOnlyList<IReadOnlyList<string>> Floors, IReadOnlyList<string> InCircles) Stack(IReadOnlyDictionary<string, IReadOnlySet<string>> graph)
    {
        var floors = new List<IReadOnlyList<string>>();
        var placed = new HashSet<string>();
        while (true)
        {
            var next = graph.Where(room => !placed.Contains(room.Key) && room.Value.IsSubsetOf(placed)).Select(room => room.Key).Order(StringComparer.Ordinal).ToList();
            if (next.Count == 0)
            {
                return (floors, [.. graph.Keys.Except(placed)]);
            }

            floors.Add(next);
            placed.UnionWith(next);
        }
    }

    private static bool HoldsCode(string folder) =>
        Path.GetFileName(folder) is not ("bin" or "obj") && Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Length > 0;

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);")]
    private static partial Regex Using();
}
