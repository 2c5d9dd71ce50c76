using System.Text.RegularExpressions;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Gateway.Tests.Tasks;

namespace Gateway.Tests.House;

/// <summary>The README's pictures show what is. To draw them anew: <c>UPDATE_README=1 dotnet test Gateway.sln</c>.</summary>
public sealed partial class PictureTests
{
    [Fact]
    public void The_picture_of_the_house_shows_every_room_on_its_floor() => ShouldShow("flowchart", House());

    [Fact]
    public void The_picture_of_the_life_of_a_task_shows_every_way_that_it_can_go() => ShouldShow("stateDiagram-v2", Life());

    /// <summary>The table that says what to touch must not send anybody to a file that is gone.</summary>
    [Fact]
    public void Every_file_that_the_table_of_additions_names_is_there()
    {
        var files = Sources().Matches(Table()).Select(file => file.Groups["path"].Value).Distinct().ToList();
        files.Count.ShouldBeGreaterThan(20);
        files.Where(file => !IsThere(file)).ShouldBeEmpty();
    }

    private static string House()
    {
        var (floors, _) = Rooms.Stack(Rooms.Graph);
        var names = Enumerable.Range(0, floors.Count).Reverse().ToList();
        return string.Join('\n',
        [
            "flowchart TB",
            .. names.SelectMany(floor => (string[])
            [
                $"  subgraph floor{floor}[\"{(floor == 0 ? "ground floor" : $"floor {floor}")}\"]", "    direction LR", $"    {string.Join(" ~~~ ", floors[floor])}", "  end",
            ]),
            $"  {string.Join(" --> ", names.Select(floor => $"floor{floor}"))}",
        ]);
    }

    private static string Life() => string.Join('\n',
    [
        "stateDiagram-v2",
        .. LifeOfATask.Ways.Select(way => $"  {way.From?.Word() ?? "[*]"} --> {way.To.Word()}: {way.When}"),
    ]);

    private static void ShouldShow(string kind, string picture)
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var drawn = Pictures().Matches(readme).Select(match => match.Groups["picture"].Value).Single(text => text.StartsWith(kind, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            File.WriteAllText(Repository.PathOf("README.md"), readme.Replace(drawn, picture, StringComparison.Ordinal));
        }
        else
        {
            drawn.ShouldBe(picture, "Draw it anew: UPDATE_README=1 dotnet test Gateway.sln");
        }
    }

    private static string Table()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        return readme[readme.IndexOf("| to add |", StringComparison.Ordinal)..];
    }

    private static bool IsThere(string file) =>
        new[] { "", "src/Gateway", "src", "tests", "tests/Gateway.Tests" }.Any(folder => Path.Exists(Repository.PathOf(folder, file)));

    [GeneratedRegex("```mermaid\n(?<picture>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex(@"`(?<path>[\w./]+(?:\.cs|\.json|\.md|/))`")]
    private static partial Regex Sources();
}
