using System.Text;
using Gateway.Models;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Models;

/// <summary>The catalogue as data: what is shipped, what can be added, and what is refused at the start.</summary>
public sealed class CatalogueTests
{
    private const string Good = """
        { "Models": { "m": {
          "OwnedBy": "o",
          "Parameters": { "prompt": {"MaxLength":100}, "duration": {"Min":1,"Max":10,"Default":5}, "resolution": {"Allowed":["a","b"],"Default":"a"}, "audio": {} },
          "Metadata": { "Open": false, "Fields": { "off_peak": {"Type":"boolean"} } },
          "Modes": { "text-to-video": {"MinImages":0,"MaxImages":0}, "image-to-video": {"MinImages":1,"MaxImages":1} },
          "Prices": [ {"CreditsPerSecond": 1} ],
          "Routes": [ {"Upstream":"toapis"} ] } } }
        """;

    [Fact]
    public void The_shipped_catalogue_has_no_fault()
    {
        Matrix.Faults.ShouldBeEmpty();
        Matrix.Catalogue.Models.Select(model => model.Name).ShouldBe(
            ["veo3.1-fast", "veo3.1-quality", "viduq3", "viduq3-mix", "viduq3-pro", "viduq3-turbo"], ignoreOrder: true);
        Matrix.Catalogue.Find("VIDUQ3-PRO").ShouldBeNull();
    }

    [Fact]
    public void The_simplest_catalogue_has_no_fault() => Faults(Good).ShouldBeEmpty();

    [Fact]
    public void The_documented_example_has_no_fault()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Gateway.sln")))
        {
            root = root.Parent.ShouldNotBeNull();
        }

        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "catalogue.md"));
        Faults("{" + page.Split("```json")[1].Split("```")[0] + "}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"OwnedBy\": \"o\",", "", "Models:m:OwnedBy is required")]
    [InlineData("\"OwnedBy\"", "\"Extra\": 1, \"OwnedBy\"", "Models:m:Extra is not a setting")]
    [InlineData("\"prompt\": {", "\"promt\": {}, \"prompt\": {", "Models:m:Parameters:promt is no parameter here")]
    [InlineData("\"MaxLength\":100", "\"Min\":1", "Models:m:Parameters:prompt:Min is not a setting")]
    [InlineData("\"MaxLength\":100", "\"MaxLength\":0", "Models:m:Parameters:prompt:MaxLength is '0'")]
    [InlineData("\"Min\":1,\"Max\":10", "\"Min\":6,\"Max\":4", "Models:m:Parameters:duration:Min is 6, above Max")]
    [InlineData("\"Min\":1,\"Max\":10", "\"Min\":0,\"Max\":10", "Models:m:Parameters:duration:Min is '0'")]
    [InlineData("\"Default\":5", "\"Default\":11", "Models:m:Parameters:duration:Default is '11', outside")]
    [InlineData("\"Default\":5", "\"Default\":\"x\"", "Models:m:Parameters:duration:Default is 'x', outside")]
    [InlineData(",\"Default\":5", "", "Models:m:Modes:text-to-video needs 'duration'")]
    [InlineData("\"Min\":1,", "\"Allowed\":[5,\"x\"],", "Models:m:Parameters:duration:Allowed has 'x'")]
    [InlineData("\"Allowed\":[\"a\",\"b\"],\"Default\":\"a\"", "\"Default\":\"a\"", "Models:m:Modes:text-to-video needs a list of Allowed for 'resolution'")]
    [InlineData("[\"a\",\"b\"]", "[]", "Models:m:Parameters:resolution:Allowed is empty")]
    [InlineData("\"Default\":\"a\"", "\"Default\":\"c\"", "Models:m:Parameters:resolution:Default is 'c', outside")]
    [InlineData("\"Open\": false, ", "", "Models:m:Metadata:Open is required")]
    [InlineData("\"Type\":\"boolean\"", "\"Type\":\"bool\"", "Models:m:Metadata:Fields:off_peak:Type is 'bool'; allowed: ")]
    [InlineData("\"Type\":\"boolean\"", "", "Models:m:Metadata:Fields:off_peak:Type is required")]
    [InlineData("\"Type\":\"boolean\"", "\"AliasOf\":\"seed\"", "Models:m:Metadata:Fields:off_peak:AliasOf is 'seed'")]
    [InlineData("\"Type\":\"boolean\"", "\"Type\":\"boolean\",\"NotWith\":{\"seed\":[\"1\"]}", "Models:m:Metadata:Fields:off_peak:NotWith:seed is not a setting")]
    [InlineData("\"text-to-video\":", "\"text2video\":", "Models:m:Modes:text2video is no mode")]
    [InlineData("\"MinImages\":0,", "", "Models:m:Modes:text-to-video:MinImages is required")]
    [InlineData("\"MinImages\":1", "\"MinImages\":2", "Models:m:Modes:image-to-video:MinImages is 2, above MaxImages")]
    [InlineData("\"MinImages\":1", "\"MinImages\":0", "Models:m:Modes has two modes for the same images: text-to-video and image-to-video")]
    [InlineData("\"MaxImages\":1", "\"MaxImages\":1,\"Required\":[\"seed\"]", "Models:m:Modes:image-to-video:Required has 'seed'")]
    [InlineData("\"MaxImages\":1", "\"MaxImages\":1,\"Unsupported\":[\"resolution\"]", "Models:m:Modes:image-to-video needs 'resolution'")]
    [InlineData("\"MaxImages\":1", "\"MaxImages\":1,\"Required\":[\"audio\"],\"Unsupported\":[\"audio\"]", "Models:m:Modes:image-to-video:Required has 'audio', which is in Unsupported")]
    [InlineData("\"MaxImages\":1", "\"MaxImages\":1,\"Parameters\":{\"duration\":{\"Min\":6}}", "Models:m:Modes:image-to-video leaves out the default '5' of 'duration'")]
    [InlineData("\"MaxImages\":1", "\"MaxImages\":1,\"Parameters\":{\"duration\":{\"Max\":11}}", "Models:m:Modes:image-to-video:Parameters:duration:Max is '11'; allowed: a whole number from 1 to 10")]
    [InlineData("{\"CreditsPerSecond\": 1}", "", "Models:m:Prices has none for text-to-video, a, with audio")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"Resolution\":\"a\",\"CreditsPerSecond\": 1}", "Models:m:Prices has none for image-to-video, b, silent")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"Audio\":true,\"CreditsPerSecond\": 1},{\"Audio\":false,\"CreditsPerSecond\": 1}", "Models:m:Prices has none for text-to-video, a, audio not said")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"CreditsPerSecond\": 1},{\"Resolution\":\"a\",\"CreditsPerSecond\": 1}", "Models:m:Prices:1 is never the price")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"CreditsPerSecond\": 1,\"CreditsPerClip\": 1}", "Models:m:Prices:0 needs either")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"CreditsPerSecond\": -1}", "Models:m:Prices:0:CreditsPerSecond is '-1'")]
    [InlineData("{\"CreditsPerSecond\": 1}", "{\"Mode\":\"x\",\"CreditsPerSecond\": 1}", "Models:m:Prices:0:Mode is 'x'")]
    [InlineData("\"Prices\":", "\"OffPeakFactor\": 2, \"Prices\":", "Models:m:OffPeakFactor is '2'")]
    [InlineData("\"Fields\": { \"off_peak\": {\"Type\":\"boolean\"} } }", "\"Fields\": {} }, \"OffPeakFactor\": 0.5", "Models:m:OffPeakFactor needs a boolean field off_peak")]
    [InlineData("{\"Upstream\":\"toapis\"}", "", "Models:m:Routes needs at least one route")]
    [InlineData("\"toapis\"", "\"elsewhere\"", "Models:m:Routes:0:Upstream is 'elsewhere'; configured upstreams: toapis, apimart, legacy")]
    [InlineData("{\"Upstream\":\"toapis\"}", "{\"Format\":\"x\"}", "Models:m:Routes:0:Upstream is required")]
    [InlineData("\"toapis\"", "\"toapis\",\"Enabled\":\"maybe\"", "Models:m:Routes:0:Enabled is 'maybe'")]
    [InlineData("\"toapis\"", "\"toapis\",\"MaxImages\":2", "Models:m:Routes:0:MaxImages is more than any mode")]
    [InlineData("\"toapis\"", "\"toapis\",\"Required\":[\"seed\"]", "Models:m:Routes:0:Required has 'seed'")]
    [InlineData("\"toapis\"", "\"toapis\",\"Metadata\":{\"Open\":true}", "Models:m:Routes:0:Metadata:Open is true, wider")]
    [InlineData("\"toapis\"", "\"toapis\",\"Metadata\":{\"Open\":false,\"Fields\":{\"x\":{\"Type\":\"string\"}}}", "Models:m:Routes:0:Metadata:Fields:x is no field here")]
    [InlineData("\"toapis\"", "\"toapis\",\"Parameters\":{\"seed\":{}}", "Models:m:Routes:0:Parameters:seed is no parameter here")]
    [InlineData("\"toapis\"", "\"toapis\",\"Parameters\":{\"duration\":{\"Max\":11}}", "Models:m:Routes:0:Parameters:duration:Max is '11'")]
    [InlineData("\"toapis\"", "\"toapis\",\"Parameters\":{\"duration\":{\"Default\":5}}", "Models:m:Routes:0:Parameters:duration:Default is not a setting")]
    [InlineData("\"toapis\"", "\"toapis\",\"Parameters\":{\"prompt\":{\"MaxLength\":101}}", "Models:m:Routes:0:Parameters:prompt:MaxLength is '101'")]
    [InlineData("\"toapis\"", "\"toapis\",\"Parameters\":{\"resolution\":{\"Allowed\":[\"c\"]}}", "Models:m:Routes:0:Parameters:resolution:Allowed has 'c'")]
    public void A_fault_is_named_with_its_path(string setting, string instead, string fault)
    {
        var at = Good.IndexOf(setting, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        var faults = Faults(Good.Remove(at, setting.Length).Insert(at, instead));

        faults.ShouldContain(found => found.StartsWith(fault), string.Join('\n', faults));
    }

    [Fact]
    public void Every_fault_is_reported_at_once() => Faults("""
        { "Models": { "a": { "Parameters": { "x": {} } }, "b": { "OwnedBy": "o", "Modes": { "y": {} }, "Routes": [ {"Upstream":"z"} ] } } }
        """).ShouldBe(
        [
            "Models:a:Parameters:x is no parameter here; known: prompt, duration, resolution, aspect_ratio, audio, seed",
            "Models:a:Modes needs at least one mode",
            "Models:a:OwnedBy is required",
            "Models:a:Routes needs at least one route",
            "Models:b:Modes:y is no mode; allowed: text-to-video, image-to-video, first-last-frame, reference-to-video",
            "Models:b:Modes needs at least one mode",
            "Models:b:Routes:0:Upstream is 'z'; configured upstreams: toapis, apimart, legacy",
        ]);

    [Fact]
    public void The_generation_type_field_is_made_from_the_modes() => Faults(Good
        .Replace("\"off_peak\":", "\"generation_type\": {\"Type\":\"string\"}, \"off_peak\":")
        .Replace("\"MinImages\":1", "\"MinImages\":1,\"GenerationType\":\"frame\""))
        .ShouldHaveSingleItem().ShouldStartWith("Models:m:Metadata:Fields:generation_type is made from the modes'");

    [Fact]
    public void A_limit_is_changed_by_data_alone()
    {
        var settings = new ConfigurationBuilder()
            .AddConfiguration(Matrix.ShippedSettings())
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Models:viduq3-pro:Parameters:duration:Max"] = "20",
                ["Models:viduq3-pro:Routes:1:Enabled"] = "false",
            })
            .Build();
        var (catalogue, faults) = Matrix.Read(settings);
        var model = catalogue.Find("viduq3-pro").ShouldNotBeNull();
        var reading = Matrix.ReadBody(Matrix.Body("viduq3-pro", 0, "{'duration':20}"));

        faults.ShouldBeEmpty();
        RequestValidator.Validate(reading.Request!, model).Request.ShouldNotBeNull().Duration.ShouldBe(20);
        model.Routes.Select(route => route.Enabled).ShouldBe([true, false, true]);
    }

    [Theory]
    [InlineData("Allowed\":[5,\"x\"]")]
    [InlineData("Allowed\":[\"+5\",\"05\"]")]
    public void A_fault_never_throws(string allowed) =>
        Should.NotThrow(() => Faults(Good.Replace("Min\":1", allowed)));

    private static IReadOnlyList<string> Faults(string json) =>
        Matrix.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build()).Faults;
}
